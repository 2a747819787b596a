import { GRPC } from './grpc.ts';

/**
 * Takes off what carries no cause: who forwarded the error, gRPC and HTTP framing, the quoted command of a step.
 * What stays is verbatim upstream text, so a signature can look for the literal its source file prints.
 * The quoted command must go: `RUN echo "no space left on device"` would otherwise match itself.
 */
export interface Peeled {
  /** The message as printed, its first line only. */
  readonly raw: string;
  /** The message without wrappers; '' if it was nothing but wrappers. */
  readonly text: string;
  readonly grpc?: string;
  readonly exitCode?: number;
  readonly command?: string;
  /** Bake target or Compose service named by a wrapper. */
  readonly target?: string;
}

/** The codes that stand for an error. */
const GRPC_WORDS = GRPC.filter((word) => word !== 'OK');

/** What begins a message and carries no cause; it is only asked where the message begins with one of `begins`: most do not. */
interface Wrapper {
  readonly begins: readonly string[];
  readonly pattern: RegExp;
}

// Leading wrappers, taken off until none fits. Named groups become typed fields.
const LEADING: readonly Wrapper[] = [
  { begins: ['##[error]', '::error'], pattern: /^(?:##\[error\]|::error(?: [^:]*)?::)/ },
  {
    begins: ['ERROR', 'Error', 'error', 'FATA', 'fatal'],
    pattern: /^(?:ERROR|Error|error|FATA(?:L)?|fatal)(?:\[\d+\])?: +/,
  },
  { begins: ['ERR[', 'ERRO['], pattern: /^ERRO?\[\d+\] / },
  {
    begins: ['docker', 'podman', 'buildah', 'compose'],
    pattern: /^(?:docker|podman|buildah|compose|docker-compose): +/,
  },
  { begins: ['Error: buildx'], pattern: /^Error: buildx(?: bake)? failed with: +/ },
  { begins: ['buildx'], pattern: /^buildx(?: bake)? failed with: +/ },
  {
    begins: ['failed to build', 'build failed', 'failed to execute b'],
    pattern: /^(?:failed to build|build failed|failed to execute bake|failed to execute build): +/,
  },
  { begins: ['failed to solve'], pattern: /^failed to solve(?: with frontend [\w.-]+)?: +/ },
  {
    begins: ['failed to build LLB', 'failed to create LLB', 'dockerfile parse error'],
    pattern: /^(?:failed to build LLB|failed to create LLB definition|dockerfile parse error: (?=dockerfile)): +/,
  },
  {
    begins: ['failed to receive status: rpc', 'rpc error'],
    pattern: /^(?:failed to receive status: )?rpc error: code = (?<grpc>\w+) desc = /,
  },
  { begins: GRPC_WORDS, pattern: new RegExp(`^(?<grpc>${GRPC_WORDS.join('|')}): +`) },
  { begins: ['target '], pattern: /^target (?<target>[\w.-]+): +/ },
  { begins: ["Service '"], pattern: /^Service '(?<target>[^']+)' failed to build ?: +/ },
  { begins: ['for '], pattern: /^for (?<target>[\w.-]+) {2}/ },
  { begins: ['Cannot start service'], pattern: /^Cannot start service (?<target>[\w.-]+): +/ },
  { begins: ['Error response from daemon'], pattern: /^Error response from daemon: +/ },
  { begins: ['(HTTP code '], pattern: /^\(HTTP code \d+\) [\w ]+ - +/ },
  { begins: ['OCI runtime '], pattern: /^OCI runtime (?:create|exec|start) failed: +/ },
  {
    begins: [
      'failed to create task',
      'failed to create shim',
      'runc create',
      'unable to start',
      'error during container',
    ],
    pattern:
      /^(?:failed to create task for container|failed to create shim task|runc create failed|unable to start container process|error during container init): +/,
  },
  { begins: ['dependency failed'], pattern: /^dependency failed to start: +/ },
  // kaniko pkg/executor
  {
    begins: ['error building', 'failed to execute command'],
    pattern: /^(?:error building image|error building stage|failed to execute command): +/,
  },
  // imagebuildah, where no step is quoted
  {
    begins: ['error while running', 'while running'],
    pattern: /^(?:error while running runtime|while running runtime): +(?=exit status)/,
  },
];

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;

// A step's process ended; what follows the command is the reason.
const PROCESS: Wrapper = {
  begins: ['process "', 'executor failed', "The command '", 'building at STEP', 'error building at STEP'],
  pattern: new RegExp(
    String.raw`^(?:process (?<process>${QUOTED}) did not complete successfully|executor failed running \[(?<executor>.*)\]|The command '(?<classic>.*)' returned a non-zero code|(?:error )?building at STEP "(?<buildah>.*)")(?:: |$)(?<rest>.*)$`,
    's',
  ),
};

const ONLY_EXIT =
  /^(?:(?:error )?while running runtime: |runc run failed: |waiting for process to exit: |container exited: )*(?:exit code|exit status|runc did not terminate sucessfully: exit status|runc did not terminate successfully: exit status)?:? ?(?<exit>\d{1,3})(?:: context canceled: context canceled)?$/;

// kaniko and buildah quote no command: their wrappers end in the process's status.
const BARE_EXIT = /^(?:waiting for process to exit: |exit status (?=\d+$))(?:exit status )?(?<exit>\d{1,3})$/;

// A CI system says that its step ended, not why.
const RUNNER =
  /^(?:Process completed with exit code \d+\.?|The process '[^']*' failed (?:with exit code \d+|because one or more lines were written to the STDERR stream)|script returned exit code \d+|Bash exited with code '\d+'\.?|build step \d+ ".*" failed: step exited with non-zero status: \d+)$/;

const DOCS_TAIL = /\s*(?:Please refer to the documentation.*|(?:Run|See) 'docker[^']*--help'.*)$/;

export function peel(message: string): Peeled {
  let text = message.trim();
  let grpc: string | undefined;
  let exitCode: number | undefined;
  let command: string | undefined;
  let target: string | undefined;
  for (let round = 0; round < 24; round++) {
    const before = text;
    for (const wrapper of LEADING) {
      const found = matched(wrapper, text);
      if (found === null) continue;
      text = text.slice(found[0].length);
      grpc ??= known(found.groups?.['grpc']);
      target ??= found.groups?.['target'];
      break;
    }
    const process = matched(PROCESS, text);
    if (process !== null) {
      const groups = process.groups ?? {};
      command ??= groups['process'] ?? groups['executor'] ?? groups['classic'] ?? groups['buildah'];
      text = groups['rest'] ?? '';
      const only = ONLY_EXIT.exec(text);
      if (only !== null) {
        exitCode ??= Number(only.groups?.['exit']);
        text = '';
      }
    }
    const bare = BARE_EXIT.exec(text);
    if (bare !== null) {
      exitCode ??= Number(bare.groups?.['exit']);
      text = '';
    }
    if (text === before) break;
  }
  if (RUNNER.test(text)) text = '';
  text = text
    .replace(DOCS_TAIL, '')
    .replace(/: unknown\.?$/, '')
    .trim();
  return {
    raw: message.split('\n', 1)[0] ?? '',
    text,
    ...(grpc !== undefined && { grpc }),
    ...(exitCode !== undefined && { exitCode }),
    ...(command !== undefined && { command }),
    ...(target !== undefined && { target }),
  };
}

function matched({ begins, pattern }: Wrapper, text: string): RegExpExecArray | null {
  return begins.some((beginning) => text.startsWith(beginning)) ? pattern.exec(text) : null;
}

function known(grpc: string | undefined): string | undefined {
  return grpc === 'Unknown' ? undefined : grpc;
}

/** Words that only forward a cause. A signature built on one of them alone would match everything. */
export const WRAPPER_WORDS: readonly string[] = [
  'failed to solve',
  'failed to build',
  'did not complete successfully',
  'executor failed running',
  'returned a non-zero code',
  'Error response from daemon',
  'rpc error: code =',
  'OCI runtime create failed',
  'failed to create task for container',
  'failed to create shim task',
  'driver failed programming external connectivity on endpoint',
  'buildx failed with',
  'server error -',
];
