import { readFileSync } from 'node:fs';

/**
 * The environment we were started with. Node 20 reads every `--env-file` on the command line as its own, also behind the
 * script's name (src/node_dotenv.cc), so `drydock up --env-file=.env` would give the command variables nobody exported.
 */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const isMixed = process.argv.some((word) => word.startsWith('--env-file'));
  if (!isMixed || process.platform !== 'linux') return process.env;
  try {
    const pairs = readFileSync('/proc/self/environ', 'utf8').split('\0').filter(Boolean);
    return Object.fromEntries(pairs.map((pair) => split(pair)));
  } catch {
    return process.env;
  }
}

function split(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
