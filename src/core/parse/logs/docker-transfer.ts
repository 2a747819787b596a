import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

const BEGIN = /^(?:\S+: Pulling from \S+|The push refers to repository \[[^\]]+\]|Using default tag: \S+)$/;
const PUSH = /^The push refers to repository /;
const LAYER =
  /^[0-9a-f]{12}: (?:Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists|Retrying in \d+ seconds?|Preparing|Layer already exists|Pushing|Pushed|Mounted from|Loading layer)\b/;
const DETAIL = /^(?:Digest: sha256:[0-9a-f]{64}|Loaded image(?: ID)?: \S+)$/;
const DONE =
  /^(?:Status: (?:Downloaded newer image|Image is up to date) for |\S+: digest: sha256:[0-9a-f]{64} size: \d+$)/;
const ERROR =
  /^(?:Error response from daemon: |Error |error (?:pulling|parsing|creating|processing)|denied\b|no basic auth credentials|unauthorized\b|name unknown\b|name invalid\b|manifest (?:unknown|invalid|for)|blob (?:unknown|upload)|unknown(?:: |$)|toomanyrequests: |received unexpected HTTP|unexpected (?:EOF|status)|failed to |Get "|Head "|Put "|Post "|net\/http: |dial tcp |x509: |tag does not exist|An image does not exist|filesystem layer verification failed|(?:open|write|mkdir|rename) \/|EOF$|context (?:canceled|deadline)|unsupported |quota exceeded|no matching manifest|read tcp |write tcp |tls: )/;

/** `docker pull`, `push` and `load`: they end in a status line or in a bare error. */
export const dockerTransfer: LogFormat = {
  id: 'docker-transfer',
  opens: ({ text }) =>
    BEGIN.test(text) ||
    LAYER.test(text) ||
    DETAIL.test(text) ||
    DONE.test(text) ||
    text.startsWith('Error unpacking image '),
  start: (emit) => new TransferParser(emit),
};

class TransferParser implements LogParser {
  readonly #emit: Emit;
  #isOpen = true;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line, previous: Line | null): boolean {
    if (BEGIN.test(text) || LAYER.test(text) || DETAIL.test(text)) {
      this.#isOpen = true;
      // What was going on when it failed: a refusal means another thing while pushing than while pulling.
      if (PUSH.test(text)) this.#emit({ kind: 'output', line: number, by: 'unknown', text });
      return true;
    }
    if (DONE.test(text)) {
      this.#isOpen = false;
      this.#emit({ kind: 'end', line: number, outcome: 'succeeded', of: 'transfer' });
      return true;
    }
    if (text === '') return true;
    // The last line of a pull is the full reference.
    if (previous !== null && DONE.test(previous.text) && /^\S+[:@]\S+$/.test(text) && !text.endsWith(':')) return true;
    if (!ERROR.test(text) || !this.#isOpen) return false;
    this.#emit({ kind: 'error', line: number, from: 'engine', ...peeled(text) });
    this.#isOpen = false;
    return true;
  }

  end(): void {}
}
