import { expect, test } from 'vitest';

import { Collector } from '#core/diagnose/collect.ts';

function failing(steps: number): Collector {
  const collector = new Collector({ scan: (text) => (text.includes('denied') ? [0] : []) });
  for (let n = 0; n < steps; n++) {
    const step = `s${n}`;
    collector.take({ kind: 'step', line: 3 * n + 1, step, name: `RUN ${n}` });
    collector.take({ kind: 'output', line: 3 * n + 2, by: 'step', step, text: 'denied' });
    collector.take({ kind: 'step-end', line: 3 * n + 3, step, status: 'error' });
    collector.take({ kind: 'step-end', line: 3 * n + 3, step, status: 'error' });
  }
  return collector;
}

test('of very many failed steps the first keep their output, and all of them what was found in it', () => {
  const { steps, hits } = failing(300).finish();
  const told = [...steps.values()].map(({ output }) => output.lines.length);
  expect(told).toEqual([...Array<number>(100).fill(1), ...Array<number>(200).fill(0)]);
  expect(hits).toHaveLength(300);
});
