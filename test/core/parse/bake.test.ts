import { expect, test } from 'vitest';

import { parseBakeHcl, parseBakeJson } from '#core/parse/dockerfile/bake.ts';

test('JSON: what is inherited, and what a target says of its result', () => {
  const text = JSON.stringify({
    target: {
      base: { context: './src', output: ['type=registry'] },
      app: { inherits: ['base'], dockerfile: 'app.Dockerfile', platforms: ['linux/amd64', 'linux/arm64'] },
    },
  });
  expect(parseBakeJson(text)).toEqual([
    { name: 'base', context: './src', hasOutput: true },
    {
      name: 'app',
      context: './src',
      dockerfile: 'app.Dockerfile',
      hasOutput: true,
      platforms: ['linux/amd64', 'linux/arm64'],
    },
  ]);
});

test.each(['', '[]', '{"target":[]}', '{"target":{"a":{"inherits":["a"]}}}', 'no JSON'])(
  'JSON: %j throws not',
  (text) => {
    expect(parseBakeJson(text).length).toBeLessThan(2);
  },
);

test('HCL: plain targets; what is computed or inherited is left out', () => {
  const text = `variable "TAG" { default = "x" }
target "app" {
  context = "."
  output = ["type=docker"]
  platforms = ["linux/amd64", "linux/arm64"]
  args = {
    context = "no context of the target"
  }
}
target "computed" {
  context = "\${DIR}"
}
target "child" {
  inherits = ["app"]
}
target "bare" {
}
`;
  expect(parseBakeHcl(text)).toEqual([
    { name: 'app', context: '.', hasOutput: true, platforms: ['linux/amd64', 'linux/arm64'] },
    { name: 'bare' },
  ]);
});
