import { seen, unseen, type Probe } from '../probe.ts';

/** IPv4 routes of this machine in CIDR, to see networks that overlap with the engine's. */
export const hostRoutes: Probe<'host.routes'> = async ({ machine }) => {
  if (machine.platform === 'linux') {
    const file = await machine.read('/proc/net/route');
    if (!file.ok)
      return unseen(`/proc/net/route could not be read (${file.code}).`, `无法读取 /proc/net/route（${file.code}）。`);
    return seen(parseRoutes(file.text), '/proc/net/route');
  }
  if (machine.platform === 'darwin') {
    const ran = await machine.run(['netstat', '-rn', '-f', 'inet'], { milliseconds: 3000 });
    if (ran.ok && ran.code === 0) return seen(parseNetstat(ran.stdout), 'netstat -rn');
  }
  return unseen('The routes of this system could not be read.', '无法读取本系统的路由。');
};

type Routes = readonly { readonly destination: string; readonly device: string }[];

/** `/proc/net/route`: addresses are hexadecimal, in the byte order of the machine (little-endian). */
export function parseRoutes(text: string): Routes {
  return text.split('\n').flatMap((line) => {
    const [device = '', destination = '', , , , , , mask = ''] = line.trim().split(/\s+/);
    if (!/^[0-9A-F]{8}$/i.test(destination) || !/^[0-9A-F]{8}$/i.test(mask)) return [];
    const bytes = (destination.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).toReversed();
    const bits = Number.parseInt(mask, 16).toString(2).replaceAll('0', '').length;
    return [{ destination: `${bytes.join('.')}/${bits}`, device }];
  });
}

/** `netstat -rn -f inet` of macOS, which shortens networks: `172.17`, `10/8`, `192.168.1`. */
export function parseNetstat(text: string): Routes {
  return text.split('\n').flatMap((line) => {
    const [destination = '', , , device = ''] = line.trim().split(/\s+/);
    if (destination === 'default') return [{ destination: '0.0.0.0/0', device }];
    const found = /^(\d{1,3}(?:\.\d{1,3}){0,3})(?:\/(\d{1,2}))?$/.exec(destination);
    if (found === null || device === '') return [];
    const bytes = (found[1] as string).split('.');
    const bits = found[2] ?? String(bytes.length * 8);
    return [{ destination: `${[...bytes, '0', '0', '0'].slice(0, 4).join('.')}/${bits}`, device }];
  });
}
