import { cpSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Bench } from './bench.ts';
import { engineAnswers } from './engine-answers.ts';
import type { Task, Place } from './lanes.ts';
import { perform } from './perform.ts';

/** A file of a project that is larger is there to fill a disk or a context, and says nothing. */
const LARGEST_FILE = 64 * 1024;
const DAEMON_LINES = 60;
const DAEMON_BYTES = 12 * 1024;
/** Media type of the log in an exported build record. */
const LOG_TYPE = 'application/vnd.buildkit.status.v0';

interface Recording {
  readonly task: Task;
  readonly place: Place;
  /** Recordings are put into FOLDER/FAULT/ENGINE. */
  readonly folder: string;
  readonly redact: (text: string) => string;
}

/** Makes a fault happen and writes down all there is to see; see test/corpus/README.md. Returns the folder. */
export async function record(recording: Recording): Promise<string> {
  const { task, folder } = recording;
  const target = join(folder, task.fault.id, task.version);
  try {
    await recordInto(target, recording);
  } catch (error) {
    // Half a recording would pass for a whole one.
    rmSync(target, { recursive: true, force: true });
    throw error;
  }
  return target;
}

async function recordInto(target: string, { task, place, redact }: Recording): Promise<void> {
  const { stage, fault, version } = task;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const write = (name: string, text: string): void => {
    if (text.trim() !== '') writeFileSync(join(target, name), redact(text));
  };
  let built = false;
  let before: readonly string[] = [];
  const { happened } = await perform({
    ...place,
    fault,
    version,
    beforeBuild: async (bench) => {
      before = await builds(bench);
    },
    look: async (bench, ran) => {
      ({ built } = bench);
      write('log.txt', ran.text);
      write('dockerd.log', daemonLog(bench));
      copyProject(bench.engine.project, join(target, 'project'));
      write('engine.json', toJson(await engineAnswers(bench)));
      if (built) await exportBuild(bench, before, join(target, 'build.dockerbuild'));
      const facts = {
        fault: fault.id,
        stage,
        title: fault.title,
        engine: await versions(bench),
        command: ran.argv.slice(Math.max(0, ran.argv.indexOf('docker'))),
        exitCode: ran.code,
        seconds: Number(ran.seconds.toFixed(1)),
        expects: fault.expects,
      };
      write('case.json', toJson(facts));
    },
  });
  if (!happened) throw new Error(`did not happen: nothing in the output matches ${fault.shows}`);
  // A build's second form. The fault is made anew for it, which is worth it where no engine has to be started first.
  if (built && version === '28' && fault.engine === undefined) {
    const look = async (_: Bench, ran: { readonly text: string }): Promise<void> => write('log.rawjson', ran.text);
    await perform({ ...place, fault, version, progress: 'rawjson', look });
  }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** What the daemon said since the fault began; its end, if it is much. */
function daemonLog({ daemonLog }: Bench): string {
  return daemonLog.split('\n').slice(-DAEMON_LINES).join('\n').slice(-DAEMON_BYTES);
}

function copyProject(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => {
      const entry = lstatSync(path);
      const isKept = entry.isDirectory() || entry.isSymbolicLink() || (entry.isFile() && entry.size <= LARGEST_FILE);
      // A repository inside a repository cannot be committed; `.lab-*` is the lab's own.
      return isKept && basename(path) !== '.git' && !basename(path).startsWith('.lab-');
    },
  });
}

const known = new Map<string, Readonly<Record<string, string>>>();

async function versions(bench: Bench): Promise<Readonly<Record<string, string>>> {
  const found = known.get(bench.engine.version) ?? (await askVersions(bench));
  known.set(bench.engine.version, found);
  return found;
}

async function askVersions(bench: Bench): Promise<Readonly<Record<string, string>>> {
  const ask = async (argv: readonly string[]): Promise<string> => {
    const { text } = await bench.engine.run(argv, { seconds: 20 });
    return /\bv?(\d+\.\d+[\w.+~-]*)/.exec(text)?.[1] ?? 'unknown';
  };
  return {
    version: bench.engine.version,
    // Asked of the programs: a daemon that the fault has ended cannot answer.
    dockerd: await ask(['dockerd', '--version']),
    buildx: await ask(['docker', 'buildx', 'version']),
    compose: await ask(['docker', 'compose', 'version', '--short']),
  };
}

/** Records of builds that the engine holds. A dead engine has none; nor has one that is asked by an older buildx. */
async function builds(bench: Bench): Promise<readonly string[]> {
  const { code, text } = await bench.docker(['buildx', 'history', 'ls', '--format', '{{.Ref}}'], { seconds: 20 });
  return code === 0 ? text.trim().split('\n') : [];
}

async function exportBuild(bench: Bench, before: readonly string[], to: string): Promise<void> {
  const ref = (await builds(bench)).find((ref) => ref !== '' && !before.includes(ref));
  if (ref === undefined) return;
  const file = '.lab-build';
  const { code } = await bench.docker(['buildx', 'history', 'export', '-o', file, basename(ref)], { seconds: 30 });
  const exported = join(bench.engine.project, file);
  // With a full disk the engine keeps a record without log and without error, in which there is nothing to read.
  if (code === 0 && readFileSync(exported).includes(LOG_TYPE)) cpSync(exported, to);
}
