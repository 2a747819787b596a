import { seen, unseen, type Probe } from '../probe.ts';

/** Name servers and search domains of this machine. */
export const hostResolver: Probe<'host.resolver'> = async ({ machine }) => {
  if (machine.platform === 'win32')
    return unseen('Name servers are not read on Windows.', '在 Windows 上不读取 DNS 服务器。');
  const file = await machine.read('/etc/resolv.conf');
  if (!file.ok)
    return unseen(`/etc/resolv.conf could not be read (${file.code}).`, `无法读取 /etc/resolv.conf（${file.code}）。`);
  const all = (key: string): string[] =>
    [...file.text.matchAll(new RegExp(`^[ \\t]*${key}[ \\t]+(.*)$`, 'gm'))].map(([, rest = '']) =>
      rest.replace(/[#;].*$/, '').trim(),
    );
  // Of several `search` lines the last holds (resolv.conf(5)).
  const search = (all('search').at(-1) ?? '').split(/\s+/).filter((domain) => domain !== '');
  return seen({ servers: all('nameserver').filter((server) => server !== ''), search }, '/etc/resolv.conf');
};
