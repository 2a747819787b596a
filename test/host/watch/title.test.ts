import { expect, test } from 'vitest';

import { hasTitle, isInside, Title } from '#host/watch/title.ts';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

test.each([
  ['the end of a line', 'done\r\n', false],
  ['a whole sequence', 'x\u001b[31m', false],
  ['the beginning of one', 'x\u001b[3', true],
  ['a lone escape', 'x\u001b', true],
  ['a title of the command’s own, not yet ended', 'x\u001b]0;build', true],
  ['and ended', 'x\u001b]0;build\u0007', false],
  ['a whole character', bytes('错'), false],
  ['two bytes of three', bytes('错').slice(0, 2), true],
])('may something be written after %s?', (_, tail, inside) => {
  expect(isInside(tail)).toBe(inside);
});

test.each([
  ['xterm-256color', true],
  ['dumb', false],
  ['linux', false],
  [undefined, false],
])('%s keeps a title: %s', (term, has) => {
  expect(hasTitle(term)).toBe(has);
});

/** What a title of these lines writes, the command having written `tails` in turn. */
async function written(log: string, sizes: readonly number[], tail = ''): Promise<string> {
  let out = '';
  const title = new Title({ write: (text: string) => ((out += text), true) } as unknown as NodeJS.WriteStream);
  title.see(Buffer.from(log));
  const left = [...sizes];
  await title.tick(Date.now(), { size: () => left.shift() ?? 0, tail: () => tail });
  title.end();
  return out;
}

const LOG = '#7 [build 3/5] RUN make \u001b]0;evil\u0007 all\n#7 0.1 cc\n';

test('the step, its place and its time; the old title comes back', async () => {
  const out = await written(LOG, [10, 10]);
  expect(out).toMatch(/^\u001b\[22;0t\u001b\]0;drydock: \[3\/5\] RUN make [^\u0007\u001b]* · 0:00\u0007\u001b\[23;0t$/);
});

test('nothing while the command is writing, nor inside a sequence, nor before a step is known', async () => {
  expect(await written(LOG, [10, 11])).toBe('');
  expect(await written(LOG, [10, 10], '\u001b[')).toBe('');
  expect(await written('hello\n', [10, 10])).toBe('');
});
