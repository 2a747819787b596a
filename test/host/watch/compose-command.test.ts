import { describe, expect, test } from 'vitest';

import { composeOf, engineOf } from '#host/watch/compose-command.ts';

const words = (line: string): readonly string[] => line.split(' ');

describe('the client in front of up and start', () => {
  test.each([
    ['docker compose up -d', 'docker compose'],
    ['/usr/bin/docker compose -f up.yml --profile start up', '/usr/bin/docker compose -f up.yml --profile start'],
    ['docker --context far -l debug compose -p shop start db', 'docker --context far -l debug compose -p shop'],
    ['docker-compose -H tcp://far:2376 --tlsverify up', 'docker-compose -H tcp://far:2376 --tlsverify'],
    ['C:\\bin\\docker.exe compose --project-name=x up', 'C:\\bin\\docker.exe compose --project-name=x'],
  ])('%s', (line, client) => {
    expect(composeOf(words(line))).toEqual(words(client));
  });

  test.each([
    'docker compose run web start',
    'docker compose',
    'docker up',
    'docker run compose up',
    'make up',
    'docker',
  ])('no: %s', (line) => {
    expect(composeOf(words(line))).toBeNull();
  });
});

describe('the engine that a command names', () => {
  test.each([
    ['docker -H ssh://far compose up', { host: 'ssh://far' }],
    ['docker --context=far build .', { context: 'far' }],
    ['docker-compose -c far up', { context: 'far' }],
    ['docker run -c 512 --host x alpine', {}],
    ['docker compose up', {}],
    ['docker -H', {}],
    ['make -H tcp://far', {}],
  ])('%s', (line, engine) => {
    expect(engineOf(words(line))).toEqual(engine);
  });
});
