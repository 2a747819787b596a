import { expect, test } from 'vitest';

import { run } from '#core/model/steps.ts';
import { shellText } from '#core/report/shell.ts';

// Arguments come from logs: none may become syntax of the shell.
test.each([
  [['docker', 'logs', 'web-1'], 'docker logs web-1', 'docker logs web-1'],
  [['docker', 'logs', 'a b'], "docker logs 'a b'", "docker logs 'a b'"],
  [['x', "it's"], String.raw`x 'it'\''s'`, "x 'it''s'"],
  [['x', '$(rm -rf /)'], "x '$(rm -rf /)'", "x '$(rm -rf /)'"],
  [['x', '`id`; echo'], "x '`id`; echo'", "x '`id`; echo'"],
  [['x', '@args'], 'x @args', "x '@args'"],
  [['x', ''], "x ''", "x ''"],
  [['docker', 'logs', '<service>'], 'docker logs <service>', 'docker logs <service>'],
  [['x', '<a>; id'], "x '<a>; id'", "x '<a>; id'"],
  [['curl', '-I', 'https://h.example/'], 'curl -I https://h.example/', 'curl.exe -I https://h.example/'],
])('%j', (argv, bash, powershell) => {
  expect(shellText(run(argv, 'reversible'))).toEqual({ bash, powershell });
});

test('an environment for one command', () => {
  expect(shellText(run(['docker', 'build', '.'], 'reversible', { env: { DOCKER_BUILDKIT: '0' } }))).toEqual({
    bash: 'DOCKER_BUILDKIT=0 docker build .',
    powershell: "$env:DOCKER_BUILDKIT = '0'; docker build .",
  });
});
