import { asList, asMap, isMap, newMap, Tagged, type ComposeMap, type ComposeValue } from './merge.ts';

/** Makes a path of a Compose file absolute: `.` and names from the file's folder, `~` from the home folder. */
export type ResolvePath = (path: string) => string;

/**
 * A service with every short syntax written out as `docker compose config` prints it: only what has a short form or a path
 * changes; everything else stays as it is.
 */
export function canonicalService(service: ComposeMap, resolve: ResolvePath): ComposeMap {
  const made = newMap(Object.entries(service));
  for (const [key, write] of Object.entries(WRITERS)) {
    const value = made[key];
    if (value === undefined) continue;
    if (!(value instanceof Tagged)) made[key] = write(value, resolve);
    else if (value.kind === 'override') made[key] = new Tagged('override', write(value.value, resolve));
  }
  return made;
}

type Writer = (value: ComposeValue, resolve: ResolvePath) => ComposeValue;

const WRITERS: Readonly<Record<string, Writer>> = {
  environment: assignments,
  depends_on: (value) =>
    Array.isArray(value)
      ? newMap(asList(value).map((name) => [text(name), newMap([['condition', 'service_started']])]))
      : value,
  networks: (value) => (Array.isArray(value) ? newMap(asList(value).map((name) => [text(name), null])) : value),
  env_file: (value, resolve) =>
    (Array.isArray(value) ? asList(value) : [value]).map((entry) => {
      const file = isMap(entry) ? newMap(Object.entries(entry)) : newMap([['path', entry]]);
      file['path'] = resolve(text(file['path'] ?? ''));
      return file;
    }),
  build: (value, resolve) => {
    const build = isMap(value) ? newMap(Object.entries(value)) : newMap([['context', value]]);
    const context = text(build['context'] ?? '.');
    build['context'] = isRemote(context) ? context : resolve(context);
    if (Array.isArray(build['args'])) build['args'] = assignments(build['args']);
    return build;
  },
  healthcheck: (value) => {
    const check = asMap(value);
    const test = check['test'];
    return typeof test === 'string' ? newMap([...Object.entries(check), ['test', ['CMD-SHELL', test]]]) : value;
  },
  ports: (value) => asList(value).flatMap(ports),
  volumes: (value, resolve) => asList(value).map((entry) => mount(entry, resolve)),
  profiles: (value) => (Array.isArray(value) ? value : [value]),
};

/** A build context that is no folder: a Git repository or an archive somewhere else. */
export function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh|oci):\/\/|^git@|^github\.com\//.test(context);
}

function text(value: ComposeValue): string {
  return typeof value === 'object' ? '' : String(value);
}

/** `- A=1` and `- A` as a map; a name alone has no value here (null). */
function assignments(value: ComposeValue): ComposeValue {
  if (!Array.isArray(value)) return value;
  return newMap(
    asList(value).map((entry) => {
      const assignment = text(entry);
      const at = assignment.indexOf('=');
      return at === -1 ? [assignment, null] : [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}

const PORT = /^(?:(\[[0-9a-fA-F:.%a-z]*\]|[^:[\]/]*):)?(?:(\d*(?:-\d+)?):)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/;
/** More ports than a container can have are a mistake, not a model. */
const MAX_RANGE = 4096;

function ports(entry: ComposeValue): readonly ComposeValue[] {
  if (isMap(entry)) {
    const published = entry['published'];
    const protocol = entry['protocol'] ?? 'tcp';
    const target = Number(text(entry['target'] ?? ''));
    const long = newMap([...Object.entries(entry), ['target', target], ['protocol', protocol]]);
    if (published !== undefined && published !== null) long['published'] = text(published);
    return [long];
  }
  const written = text(entry);
  const found = PORT.exec(written);
  if (found === null) return [];
  // `8080:80` has one colon: what the pattern took for an address is the published port.
  const [, first = '', second, from = '', to = from, protocol = 'tcp'] = found;
  const isAddress = second !== undefined;
  const address = isAddress ? first.replace(/^\[|\]$/g, '') : '';
  const published = isAddress ? second : first;
  const count = Number(to) - Number(from) + 1;
  if (count < 1 || count > MAX_RANGE) return [];
  const [low = '', high] = published.split('-');
  const isEach = count > 1 && high !== undefined;
  return Array.from({ length: count }, (_, i) =>
    newMap([
      ...(address === '' ? [] : ([['host_ip', address]] as const)),
      ['target', Number(from) + i],
      ...(published === '' ? [] : ([['published', isEach ? String(Number(low) + i) : published]] as const)),
      ['protocol', protocol.toLowerCase()],
    ]),
  );
}

const DRIVE = /^[A-Za-z]:[\\/]/;

function mount(entry: ComposeValue, resolve: ResolvePath): ComposeValue {
  if (isMap(entry)) {
    const source = entry['source'];
    if (entry['type'] !== 'bind' || typeof source !== 'string') return entry;
    return newMap([...Object.entries(entry), ['source', resolve(source)]]);
  }
  const written = text(entry);
  // The colon of a Windows drive does not separate.
  const start = DRIVE.test(written) ? 2 : 0;
  const colon = written.indexOf(':', start);
  if (colon === -1)
    return newMap([
      ['type', 'volume'],
      ['target', written],
    ]);
  const source = written.slice(0, colon);
  const rest = written.slice(colon + 1);
  const end = rest.indexOf(':', DRIVE.test(rest) ? 2 : 0);
  const target = end === -1 ? rest : rest.slice(0, end);
  const modes = end === -1 ? [] : rest.slice(end + 1).split(',');
  const isBind = /^[./~]/.test(source) || DRIVE.test(source) || source.startsWith('\\\\');
  return newMap([
    ['type', isBind ? 'bind' : 'volume'],
    ['source', isBind ? resolve(source) : source],
    ['target', target],
    ...(modes.includes('ro') ? ([['read_only', true]] as const) : []),
    // The short form makes the folder on the host; the long one only where it says so.
    ...(isBind ? ([['bind', newMap([['create_host_path', true]])]] as const) : []),
  ]);
}
