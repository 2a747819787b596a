import { expect, test } from 'vitest';

import { openHost } from '#host/host.ts';

test("a probe that throws by mistake is drydock's own error, and the next question is answered", async () => {
  const host = openHost({ project: import.meta.dirname });
  // Nothing but our own mistake could ask like this: the probe reads a field of null.
  const thrown = await host.ask('project.path', null as never);
  expect(thrown).toEqual({
    ok: false,
    why: {
      en: "project.path: drydock's own error (TypeError).",
      zh: 'project.path：drydock 自身的错误（TypeError）。',
    },
  });
  const next = await host.ask('project.path', { path: 'host.test.ts' });
  expect(next.ok && next.answer.exists).toBe(true);
});

test.each(['host.clock', 'config.daemon', 'registry.mirrors'] as const)(
  '%s: not asked where the machine is not',
  async (probe) => {
    const seen = await openHost({ project: null, online: true }).ask(probe, {});
    expect(seen.ok ? '' : seen.why.en).toBe(`${probe}: this machine was not asked.`);
  },
);

test('registries are not asked without --online', async () => {
  const host = openHost({ project: null, machine: true });
  const [manifest, mirrors] = await Promise.all([
    host.ask('registry.manifest', { reference: '127.0.0.1:1/a:b' }),
    host.ask('registry.mirrors', {}),
  ]);
  for (const seen of [manifest, mirrors]) expect(seen.ok ? '' : seen.why.en).toContain('--online');
});
