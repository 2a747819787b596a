import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { AheadExample, Example } from '#core/model/condition.ts';
import type { Host, ProbeName, Question, Seen } from '#core/model/probe.ts';
import { openHost } from '#host/host.ts';

/** The real project host over a throw-away folder holding these files. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return openHost({ project: folder });
}

/** A host that answers as an example says, and asks the files for the rest. */
export function worldHost(world: NonNullable<Example['world']>, files: Host | null): Host {
  const why = { en: 'not in this world', zh: '此处没有' };
  return {
    ask: async (probe, about) => {
      const answer = world[probe];
      if (answer !== undefined) return { ok: true, answer, where: 'world' } as Seen<never>;
      return files === null ? { ok: false, why } : files.ask(probe, about);
    },
    readText: async (path) => (files === null ? { ok: false, why } : files.readText(path)),
  };
}

/** Project files read by the real probes; every other probe answers what the example says, or could not look. */
export function aheadHost({ project, world = {}, details = [] }: AheadExample): Host {
  const files = memoryHost(project ?? {});
  const answers = new Map<string, unknown>(Object.entries(world).map(([probe, answer]) => [`${probe} {}`, answer]));
  for (const { probe, about, answer } of details) answers.set(`${probe} ${JSON.stringify(about)}`, answer);
  return {
    readText: files.readText,
    async ask<P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<never>> {
      const key = `${probe} ${JSON.stringify(about)}`;
      if (answers.has(key)) return { ok: true, answer: answers.get(key) as never, where: 'the example' };
      if (probe.startsWith('project.') && project !== undefined) return (await files.ask(probe, about)) as Seen<never>;
      return { ok: false, why: { en: `${probe} is not in the example.`, zh: `示例中没有 ${probe}。` } };
    },
  };
}
