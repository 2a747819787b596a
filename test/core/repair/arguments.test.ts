import { describe, expect, test } from 'vitest';

import type { ArgumentChange } from '#core/model/change.ts';
import { withArgument } from '#core/repair/arguments.ts';

const words = (text: string): string[] => text.split(' ');

describe('one argument of a command', () => {
  test.each<[string, string, ArgumentChange, string | null]>([
    ['adds a flag behind the verb', 'docker build .', { option: ['--load'], value: true }, 'docker build --load .'],
    [
      'keeps what stands before the verb',
      'docker buildx --builder b build -t a .',
      { option: ['--target'], value: 'app' },
      'docker buildx --builder b build --target app -t a .',
    ],
    [
      'changes a value in its own word',
      'docker build --target prdo .',
      { option: ['--target'], value: 'prod' },
      'docker build --target prod .',
    ],
    [
      'changes a value behind an equals sign',
      'docker build --target=prdo .',
      { option: ['--target'], value: 'prod' },
      'docker build --target=prod .',
    ],
    [
      'knows the short name',
      'docker build -f Dockerfle .',
      { option: ['--file', '-f'], value: 'Dockerfile' },
      'docker build -f Dockerfile .',
    ],
    [
      'takes an option out with its value',
      'docker build --cache-to type=local,dest=/c -t a .',
      { option: ['--cache-to'], value: null },
      'docker build -t a .',
    ],
    [
      'takes out every one of them',
      'docker build --cache-to=a -t x --cache-to b .',
      { option: ['--cache-to'], value: null },
      'docker build -t x .',
    ],
    [
      'changes only the argument that is meant',
      'docker build --build-arg A=1 --build-arg JOBS=8 .',
      { option: ['--build-arg'], key: 'JOBS', value: 'JOBS=2' },
      'docker build --build-arg A=1 --build-arg JOBS=2 .',
    ],
    [
      'adds one more where others are given',
      'docker build --build-arg JOBSIZE=1 .',
      { option: ['--build-arg'], key: 'JOBS', value: 'JOBS=2' },
      'docker build --build-arg JOBS=2 --build-arg JOBSIZE=1 .',
    ],
    [
      'puts a value in the place of another',
      'docker build --target=prdo .',
      { option: ['--target'], was: 'prdo', value: 'prod' },
      'docker build --target=prod .',
    ],
    [
      'adds nothing where that other value is not given',
      'docker build --target other .',
      { option: ['--target'], was: 'prdo', value: 'prod' },
      null,
    ],
    ['has nothing to take out', 'docker build .', { option: ['--cache-to'], value: null }, null],
    ['has nothing to change', 'docker build --load .', { option: ['--load'], value: true }, null],
    [
      'knows what Compose takes on its command line',
      'docker compose --progress plain build app',
      { option: ['--no-cache'], value: true },
      'docker compose --progress plain build --no-cache app',
    ],
    [
      'changes one piece of a value',
      'docker run --rm -p 127.0.0.1:8081:8081 -p 9:9 -it x -p 8081:1',
      { option: ['--publish', '-p'], value: { piece: '8081', becomes: '8082' } },
      'docker run --rm -p 127.0.0.1:8082:8081 -p 9:9 -it x -p 8081:1',
    ],
    [
      'reads a value that hangs on its letter',
      'docker run -dp8081:80 -p8081:80 x',
      { option: ['--publish', '-p'], value: { piece: '8081', becomes: '8082' } },
      'docker run -dp8081:80 -p8082:80 x',
    ],
    [
      'leaves a port inside the container alone',
      'docker run -p 8081 x',
      { option: ['--publish', '-p'], value: { piece: '8081', becomes: '8082' } },
      null,
    ],
    [
      'stops where the command of the container begins',
      'docker run --rm --cpus 8 -e CPUS=1 x run --cpus 8',
      { option: ['--cpus'], was: '8', value: '2' },
      'docker run --rm --cpus 2 -e CPUS=1 x run --cpus 8',
    ],
    [
      'takes out an option with its value',
      'docker buildx build --builder ci --progress=plain .',
      { option: ['--builder'], value: null },
      'docker buildx build --progress=plain .',
    ],
    [
      'knows the options of other things that are created',
      'docker network create --subnet 10.0.0.0/24 back',
      { option: ['--subnet'], value: '10.0.1.0/24' },
      'docker network create --subnet 10.0.1.0/24 back',
    ],
    ['is not for Compose', 'docker compose build app', { option: ['--load'], value: true }, null],
    [
      'adds what is not given yet',
      'docker build .',
      { option: ['--file', '-f'], was: null, value: 'dockerfile' },
      'docker build --file dockerfile .',
    ],
    [
      'leaves alone what is given',
      'docker build -f app/Dockerfile .',
      { option: ['--file', '-f'], was: null, value: 'dockerfile' },
      null,
    ],
    ['is not for other programs', 'make build', { option: ['--load'], value: true }, null],
    ['is not for other commands', 'docker ps', { option: ['--load'], value: true }, null],
  ])('%s', (_, before, change, after) => {
    expect(withArgument(words(before), change)).toEqual(after === null ? null : words(after));
  });
});
