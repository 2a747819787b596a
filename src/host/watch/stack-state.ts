import { run } from '../exec/run.ts';

const TAIL = '200';
const LIMITS = { milliseconds: 8000, maxBytes: 8 * 1024 * 1024 };
/** Of `docker inspect` what the log format `state-json` reads; the environment stays where it is. */
const STATE = `{"Name":{{json .Name}},"RestartCount":{{json .RestartCount}},"State":{{json .State}},"Config":{"Labels":{{json .Config.Labels}},"Entrypoint":{{json .Config.Entrypoint}},"Cmd":{{json .Config.Cmd}},"Healthcheck":{{json .Config.Healthcheck}}},"HostConfig":{"RestartPolicy":{{json .HostConfig.RestartPolicy}}}}`;

/** The client and its own options in front of `up` or `start`; null for any other command. */
export function composeOf(argv: readonly string[]): readonly [string, ...string[]] | null {
  const [program = '', word] = argv;
  const isCompose = /(?:^|[\\/])docker(?:\.exe)?$/.test(program) && word === 'compose';
  const at = argv.findIndex((one) => one === 'up' || one === 'start');
  const isLegacy = /(?:^|[\\/])docker-compose(?:\.exe)?$/.test(program);
  return at > 0 && (isCompose || isLegacy) ? [program, ...argv.slice(1, at)] : null;
}

/**
 * What the containers of a stack said and how they are, as the client tells it: `up` says only that one is unhealthy.
 * `since`, seconds since 1970: what they said before a repair is not asked for.
 */
export async function stackState(compose: readonly [string, ...string[]], since?: number): Promise<string> {
  const [logs, list] = await Promise.all([
    run(
      [...compose, 'logs', '--no-color', '--tail', TAIL, ...(since === undefined ? [] : ['--since', String(since)])],
      LIMITS,
    ),
    run([...compose, 'ps', '-a', '-q'], LIMITS),
  ]);
  const ids = list.ok ? list.stdout.split('\n').filter((id) => /^[0-9a-f]{12,64}$/.test(id)) : [];
  const states = ids.length === 0 ? null : await run(['docker', 'inspect', '--format', STATE, ...ids], LIMITS);
  const parts = [logs, states].flatMap((ran) => (ran !== null && ran.ok && ran.code === 0 ? [ran.stdout] : []));
  return parts.length === 0 ? '' : `\n${parts.join('\n')}`;
}
