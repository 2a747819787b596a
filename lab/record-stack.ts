/** `tsx lab/record-stack.ts FOLDER FAULT…`: makes faults happen and writes what the probes answered to `diagnose --stack`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';

import { Engine } from './engine/engine.ts';
import { findFault } from './faults.ts';
import { beginRun, type Run } from './machine/state.ts';
import { perform } from './perform.ts';
import { redactor } from './redact.ts';
import { stackHost } from './verdict.ts';

interface Asked {
  readonly probe: string;
  readonly about: unknown;
  readonly seen: unknown;
}

function recording(host: Host, asked: Asked[]): Host {
  return {
    readText: host.readText,
    async ask<P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>> {
      const seen = await host.ask(probe, about);
      asked.push({ probe, about, seen });
      return seen;
    },
  };
}

type Scrub = (text: string) => string;

/** Paths as they are inside the namespaces: a recording made again differs in what the fault did, not in where it was made. */
function scrubbing(redact: Scrub, { namespace, project }: Engine): Scrub {
  return (text) => redact(text.replaceAll(namespace.root, '').replaceAll(project, '/srv/shop'));
}

interface Recording {
  readonly folder: string;
  readonly run: Run;
  readonly shared: () => Promise<Engine>;
  readonly redact: Scrub;
}

async function record(id: string, { folder, run, shared, redact }: Recording): Promise<void> {
  const { fault } = await findFault(id);
  await perform({
    fault,
    version: '28',
    run,
    name: 'stack',
    shared,
    look: async (bench, ran) => {
      const asked: Asked[] = [];
      const started = performance.now();
      const answer = await diagnoseStack(recording(stackHost(bench), asked), undefined);
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      const happened = fault.shows.test(ran.text);
      const text = scrubbing(redact, bench.engine)(JSON.stringify({ fault: id, asked }, null, 1));
      if (happened) writeFileSync(join(folder, `${id}.json`), `${text}\n`);
      console.log(`${id} ${seconds} s${happened ? '' : `, not recorded: nothing matches ${fault.shows}`}`);
      console.log('diagnosis' in answer ? told(answer.diagnosis) : answer.en);
    },
  });
}

function told({ root, consequences, alternatives, outcome, notes, limits }: Diagnosis): string {
  return [
    `  ${outcome}, ${root?.condition} @${root?.service} ${root?.verdict}`,
    ...consequences.map((one) => `  ${one.service} ${one.condition}: ${one.hangs?.how.en} (because ${one.because})`),
    ...alternatives.map((one) => `  or ${one.condition} @${one.service} ${one.verdict} ${one.independent?.en ?? ''}`),
    ...[...notes, ...limits].map(({ en }) => `  · ${en}`),
  ].join('\n');
}

async function main(folder: string, ids: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const redact = await redactor();
  const run = await beginRun();
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> => (engine ??= await Engine.open(run, 'stack', '28'));
  try {
    for (const id of ids) {
      await record(id, { folder, run, shared, redact }).catch((error: unknown) => {
        process.exitCode = 1;
        console.log(`${id} not recorded: ${(error as Error).message.split('\n')[0] ?? ''}`);
      });
    }
  } finally {
    await run.remove();
  }
}

const [folder = 'lab-stacks', ...ids] = process.argv.slice(2);
await main(folder, ids);
