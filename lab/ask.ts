/** `npx tsx lab/ask.ts` in the shell that `npm run lab -- up` names: puts every question about an engine to it. */
import type { ProbeName, Question } from '#core/model/probe.ts';
import { openHost } from '#host/host.ts';

// Engine 20.10 and buildx before 0.20 have no build history: there it is right that these say so.
const HISTORY = new Set<ProbeName>(['engine.builds', 'engine.build', 'engine.buildLog']);

const host = openHost({ project: null, machine: true, engine: {} });
let answered = 0;
let unanswered = 0;

async function ask<P extends ProbeName>(probe: P, about: Question<P>): ReturnType<typeof host.ask<P>> {
  const began = performance.now();
  const seen = await host.ask(probe, about);
  const text = seen.ok ? JSON.stringify(seen.answer) : seen.why.en;
  const word = seen.ok ? 'answers' : HISTORY.has(probe) ? 'no history' : 'FAILS';
  console.log(
    `${probe.padEnd(18)} ${(performance.now() - began).toFixed(0).padStart(6)} ms  ${word}  ${text.slice(0, 120)}`,
  );
  if (seen.ok) answered++;
  else if (!HISTORY.has(probe)) unanswered++;
  return seen;
}

for (const probe of ['reach', 'info', 'usage', 'cache', 'networks', 'volumes', 'builders', 'client'] as const) {
  await ask(`engine.${probe}`, {});
}
await ask('engine.events', {});
await ask('engine.image', { reference: 'busybox' });
await ask('engine.architecture', { reference: 'busybox' });
const containers = await ask('engine.containers', {});
for (const { name } of containers.ok ? containers.answer.slice(0, 3) : []) {
  await ask('engine.container', { name });
  await ask('engine.logs', { name, tail: 5 });
}
const builds = await ask('engine.builds', {});
const build = builds.ok ? builds.answer.find(({ status }) => status === 'error') : undefined;
if (build !== undefined) {
  const { builder, reference } = build;
  await ask('engine.build', { builder, reference });
  await ask('engine.buildLog', { builder, reference });
}
console.log(`${answered} answered, ${unanswered} failed`);
if (unanswered > 0) process.exitCode = 1;
