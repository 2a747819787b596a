import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { logrus } from './compose-progress.ts';
import { peel } from '../peel.ts';
import type { LogFormat, LogParser } from './format.ts';

const ENGINE = /^(?:docker: |Error: |ERROR: |compose: )*(?:Error response from daemon: |\(HTTP code \d+\) )/;
const CLIENT =
  /^(?:ERROR: |Error: |error: |docker: )?(?:Cannot connect to the Docker daemon|permission denied while trying to connect|failed to connect to the docker API|error during connect: |docker: ['"]?[\w-]+['"]? is not a docker command|unknown (?:shorthand )?flag: |unable to prepare context: |Couldn't connect to Docker daemon|unable to resolve docker endpoint|context "|unable to get image |dial unix |no configuration file provided|invalid reference format|pull access denied|Get "https?:\/\/|toomanyrequests: |denied: |unauthorized: |manifest unknown|no such service: |yaml: |service "|validating |env file |network \S+ declared as external|external volume|dependency cycle detected|error while interpolating|invalid (?:interpolation|compose|project|spec)|failed to |error (?:getting|reading|pulling|storing|waiting|creating|committing)|no space left|(?:open|stat|lstat|mkdir|chmod|chown|lchown|write|rename|unlinkat|mount|fork\/exec) \/\S+: [a-z]|exec: "|cannot normalize |project name must not be empty|couldn't find env file: |Can't find a suitable configuration file|services\.[\w.-]+ |application not healthy after |timeout waiting for dependencies|network \S+ was found but has incorrect label)/;
const DAEMON_START =
  /\b(?:unable to configure the Docker daemon with file|failed to start daemon: |failed to start containerd: )/;
// `error: ` and `Error: ` alone are any program's words.
const DOCKER_CLIENT =
  /^(?:docker: .|ERROR: .|Error: (?:No such |no such |buildx |Unable to (?:create|find|start)|Status \d{3}: |container |network |volume |image |context |OCI |crun: |runc: |creating |starting |preparing |statfs |initializing |unable to ))/;
// runc's last word in the container: the program could not be run at all.
const EXECFAIL =
  /^exec \S+: (?:exec format error|no such file or directory|permission denied|text file busy|argument list too long|input\/output error)$/;

/**
 * Everything no other format claims: errors of docker, compose and buildx that come without progress,
 * the output of a single container, lines around a build in a CI job.
 */
export const loose: LogFormat = {
  id: 'loose',
  opens: () => true,
  start: (emit) => new LooseParser(emit),
};

// The last words of a Jenkins build and of a GitLab job.
const JOB_END = /^(?:(Finished: SUCCESS|Job succeeded)|Finished: FAILURE)$/;

class LooseParser implements LogParser {
  readonly #emit: Emit;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take(line: Line): boolean {
    const { text, number } = line;
    if (text === '') return true;
    const message = logrus(text);
    if (message !== null) {
      if (message.level === 'warning') this.#emit({ kind: 'warning', line: number, text: message.text });
      else if (message.level !== 'info') {
        this.#emit({ kind: 'error', line: number, from: 'client', ...this.#peel(message.text) });
      }
      return true;
    }
    const end = JOB_END.exec(text);
    if (end !== null) {
      this.#emit({ kind: 'end', line: number, outcome: end[1] === undefined ? 'failed' : 'succeeded' });
    } else if (ENGINE.test(text) || DAEMON_START.test(text)) {
      this.#emit({ kind: 'error', line: number, from: 'engine', ...this.#peel(text) });
    } else if (text.startsWith('WARNING: ')) {
      this.#emit({ kind: 'warning', line: number, text: text.slice('WARNING: '.length) });
    } else if (CLIENT.test(text) || DOCKER_CLIENT.test(text) || (line.marker === 'error' && text !== '')) {
      this.#emit({ kind: 'error', line: number, from: 'client', ...this.#peel(text) });
    } else {
      const isExec = EXECFAIL.test(text);
      this.#emit({ kind: 'output', line: number, by: isExec ? 'container' : 'unknown', text });
      if (isExec) this.#emit({ kind: 'end', line: number, outcome: 'failed' });
    }
    return true;
  }

  end(): void {}

  #peel(text: string): Omit<ReturnType<typeof peel>, 'target'> & { service?: string } {
    const { target, ...peeled } = peel(text);
    return { ...peeled, ...(target !== undefined && { service: target }) };
  }
}
