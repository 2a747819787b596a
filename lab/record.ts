import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bench } from './bench.ts';
import { Engine } from './engine/engine.ts';
import type { Version } from './engine/versions.ts';
import { findFault } from './faults.ts';
import { beginRun } from './machine/state.ts';
import { perform, type Look } from './perform.ts';
import { redactor } from './redact.ts';
import { judge } from './verdict.ts';

interface Recording {
  readonly id: string;
  readonly version: Version;
  readonly folder: string;
}

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'version.json': ['version', '-f', '{{json .}}'],
  'info.json': ['info', '-f', '{{json .}}'],
  'system-df.jsonl': ['system', 'df', '--format', '{{json .}}'],
  'ps.jsonl': ['ps', '-a', '--no-trunc', '--format', '{{json .}}'],
};

/** Makes a fault happen and writes down all there is to see: log, project, the engine's answers, and what is true of it. */
export async function record({ id, version, folder }: Recording): Promise<string> {
  const { stage, fault } = await findFault(id);
  const run = await beginRun();
  const target = join(folder, version === '28' ? id : `${id}--${version}`);
  mkdirSync(target, { recursive: true });
  const redact = await redactor();
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> => (engine ??= await Engine.open(run, 'record', version));
  try {
    let built = false;
    const look: Look = async (bench, ran) => {
      built = bench.built;
      writeFileSync(join(target, 'log.txt'), redact(ran.text));
      cpSync(bench.engine.project, join(target, 'project'), { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(target, 'dockerd.log'), redact(bench.engine.log));
      await writeAnswers(bench, target, redact, fault.record ?? {});
      const { root, wrong } = await judge(ran.text, bench.engine.project, fault.expects);
      const facts = {
        fault: id,
        stage,
        title: fault.title,
        engine: version,
        command: ran.argv.slice(ran.argv.indexOf('docker')),
      };
      const result = {
        exitCode: ran.code,
        seconds: Number(ran.seconds.toFixed(1)),
        ...fault.expects,
        named: root,
        wrong,
      };
      writeFileSync(join(target, 'case.json'), `${redact(JSON.stringify({ ...facts, ...result }, null, 2))}\n`);
    };
    const { happened } = await perform({ fault, version, run, name: 'record', shared, look });
    if (!happened) throw new Error(`${id} did not happen: nothing in the output matches ${fault.shows}`);
    if (built) await recordRawJson({ fault, version, run, name: 'record', shared }, target, redact);
  } finally {
    await run.remove();
  }
  return target;
}

/** A build's second form. The fault is made anew: the broken engine of the first is gone or no longer the same. */
async function recordRawJson(
  performance: Omit<Parameters<typeof perform>[0], 'progress'>,
  target: string,
  redact: (text: string) => string,
): Promise<void> {
  await perform({
    ...performance,
    progress: 'rawjson',
    look: async (_, ran) => writeFileSync(join(target, 'log.rawjson'), redact(ran.text)),
  });
}

async function writeAnswers(
  bench: Bench,
  target: string,
  redact: (text: string) => string,
  more: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const [name, argv] of Object.entries({ ...ANSWERS, ...more })) {
    const { text } = await bench.docker(argv, { seconds: 10 });
    writeFileSync(join(target, name), redact(text));
  }
  if (!bench.built) return;
  // A dead engine has no history, and before 20.10 there was none: then there is no export.
  const script =
    'id=$(docker buildx history ls --format "{{.Ref}}" | head -1) && docker buildx history export -o .lab-build "${id##*/}"';
  const { code } = await bench.sh(script, { seconds: 20 });
  if (code === 0) cpSync(join(bench.engine.project, '.lab-build'), join(target, 'build.dockerbuild'));
}
