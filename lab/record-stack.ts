/** `tsx lab/record-stack.ts FOLDER FAULT…`: makes faults happen and writes what the probes answered to `diagnose --stack`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';

import { Engine } from './engine/engine.ts';
import { findFault } from './faults.ts';
import { beginRun } from './machine/state.ts';
import { perform } from './perform.ts';
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

async function main(folder: string, ids: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const run = await beginRun();
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> => (engine ??= await Engine.open(run, 'stack', '28'));
  try {
    for (const id of ids) {
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
          writeFileSync(join(folder, `${id}.json`), `${JSON.stringify({ fault: id, asked }, null, 1)}\n`);
          if (!('diagnosis' in answer)) return console.log(id, answer.en);
          const { root, consequences, alternatives, outcome, notes, limits } = answer.diagnosis;
          console.log(
            `${id} ${seconds} s, shown ${fault.shows.test(ran.text)}: ${outcome}, ${root?.condition} @${root?.service} ${root?.verdict}`,
          );
          for (const one of consequences)
            console.log(`  ${one.service} ${one.condition}: ${one.hangs?.how.en} (because ${one.because})`);
          for (const one of alternatives)
            console.log(`  or ${one.condition} @${one.service} ${one.verdict} ${one.independent?.en ?? ''}`);
          for (const one of [...notes, ...limits]) console.log(`  · ${one.en}`);
        },
      });
    }
  } finally {
    await run.remove();
  }
}

const [folder = 'lab-stacks', ...ids] = process.argv.slice(2);
await main(folder, ids);
