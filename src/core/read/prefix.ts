/** A line without what a CI system put before it. */
export interface Unprefixed {
  readonly text: string;
  /** Job, step or branch the line belongs to, where the prefix names one; lines of other channels may come between. */
  readonly channel: string;
  readonly marker?: 'error' | 'warning';
}

const ISO = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`;

// One per system; the first that fits is taken off. Named group `channel` where the prefix tells one.
const PREFIXES: readonly RegExp[] = [
  // gh run view --log: job, step, stamp
  new RegExp(String.raw`^(?<channel>[^\t]{1,120}\t[^\t]{1,160})\t\uFEFF?${ISO} ?`),
  // GitLab FF_TIMESTAMPS: stamp, two hex digits of the stream, O or E, `+` on a continuation
  new RegExp(`^${ISO} [0-9a-f]{2}[OE][+ ]?`),
  // GitHub Actions, Azure Pipelines, docker logs -t
  new RegExp(String.raw`^\uFEFF?${ISO} ?`),
  // Jenkins Timestamper
  new RegExp(String.raw`^\[${ISO}\] ?`),
  /^\d\d:\d\d:\d\d {2}/,
  // Google Cloud Build, AWS CodeBuild, TeamCity, Drone
  /^Step #\d+(?: - "(?<channel>[^"]{1,80})")?: /,
  /^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? /,
  /^\[\d\d:\d\d:\d\d\](?:[WEFi]:?)?:?\s+(?:\[Step \d+\/\d+\] )?/,
  /^\[(?<channel>[\w-]{1,40}):L\d+:\d+s\] /,
  // Jenkins parallel branches
  /^\[(?<channel>[\w ./-]{1,60})\] (?=#\d+ |Step \d+\/\d+ : |ERROR: |STEP \d)/,
  // syslog and journald, of anything but the engine, whose own name says whose log it is
  /^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \S+ (?!dockerd|containerd|buildkitd|docker\.dockerd)[\w./-]+\[\d+\]: /,
  // A quoted paste: npm prints `> name@version script` itself, so only before what can be nothing else
  /^> ?(?=$|#\d+ |Step \d+\/\d+ : |ERROR: | ?=> |\[\+\] |-{6}$|-{20}$| > \[| +\d+ \| |\S*Dockerfile[\w.-]*:\d+$|failed to solve| ---> |The command ')/,
];

const MARKER =
  /^(?:##\[(?<azure>error|warning|command|section|debug|group|endgroup)\]|::(?<github>error|warning)(?: [^:]*)?::)/;

// Every prefix starts with a digit, a bracket, a letter with a tab after it, `Step #`, `>` or `#[`.
const MAY_START = /^[\uFEFF0-9[>:S#]|^[A-Z][a-z]{2} +\d/;
/** First bytes of all prefixes but those that begin with a letter or a bracket. */
export const PREFIX_BYTES = '0123456789>:#\uFEFF';
const MAY_NAME_JOB = /^[^\t]{1,120}\t[^\t]{1,160}\t/;

function mayStart(text: string): boolean {
  return MAY_START.test(text) || (text.includes('\t') && MAY_NAME_JOB.test(text));
}

/** A stamp of the runner and, behind it, the branch or the quote. */
const LAYERS = 2;

export function unprefix(line: string): Unprefixed {
  let text = line;
  let channel = '';
  // BuildKit's own lines, by far the most: `#12 0.345 …`.
  if (text.charCodeAt(0) === 0x23 && text.charCodeAt(1) !== 0x23) return { text, channel };
  for (let layer = 0; layer < LAYERS && mayStart(text); layer++) {
    const found = firstPrefix(text);
    if (found === null) break;
    text = text.slice(found[0].length);
    channel = found.groups?.['channel'] ?? channel;
  }
  if (text.startsWith('##[') || text.startsWith('::')) {
    const found = MARKER.exec(text);
    if (found !== null) {
      const word = found.groups?.['azure'] ?? found.groups?.['github'];
      text = text.slice(found[0].length);
      if (word === 'error' || word === 'warning') return { text, channel, marker: word };
    }
  }
  return { text, channel };
}

function firstPrefix(text: string): RegExpExecArray | null {
  for (const prefix of PREFIXES) {
    const found = prefix.exec(text);
    if (found !== null) return found;
  }
  return null;
}
