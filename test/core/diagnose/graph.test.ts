import { expect, test } from 'vitest';

import { linksOf, way, type Member } from '#core/diagnose/graph.ts';

function member(service: string, rest: Partial<Member> = {}): Member {
  return { service, names: [], networks: [], environment: {}, dependsOn: [], ...rest };
}

function needs(...services: readonly string[]): Pick<Member, 'dependsOn'> {
  return { dependsOn: services.map((service) => ({ service, condition: 'service_healthy' })) };
}

const url = (host: string): Member['environment'] => ({
  URL: {
    isEmpty: false,
    token: host,
    url: { scheme: 'http', host, user: '', userToken: '', hasPassword: false, passwordToken: '' },
  },
});
const nobody = (): boolean => false;

test('an address leads to the service, to its aliases and to its container name', () => {
  const links = linksOf([
    member('app', { environment: url('db') }),
    member('job', { environment: url('shop-db-1') }),
    member('db', { names: ['shop-db-1'] }),
  ]);
  expect(links).toEqual([
    { service: 'app', needs: 'db', by: 'address', variable: 'URL' },
    { service: 'job', needs: 'db', by: 'address', variable: 'URL' },
  ]);
});

test('a name is answered on a common network only', () => {
  const app = member('app', { environment: url('db'), networks: ['shop_front'] });
  expect(linksOf([app, member('db', { networks: ['shop_back'] })])).toEqual([]);
  expect(linksOf([app, member('db', { networks: ['front'] })])).toHaveLength(1);
});

test('a dependency on what is not there, or on itself, is none', () => {
  expect(linksOf([member('app', needs('gone', 'app'))])).toEqual([]);
});

test('the shortest way, over services that are not well', () => {
  const links = linksOf([member('web', needs('api')), member('api', needs('db')), member('db')]);
  const steps = way(links, 'web', new Set(['db']), nobody);
  expect(steps?.map(({ needs: to }) => to)).toEqual(['api', 'db']);
  expect(way(links, 'web', new Set(['db']), (service) => service === 'api')).toBeNull();
  expect(way(links, 'db', new Set(['web']), nobody)).toBeNull();
});

test('a circle ends', () => {
  const links = linksOf([member('a', needs('b')), member('b', needs('c')), member('c', needs('a')), member('d')]);
  expect(way(links, 'a', new Set(['d']), nobody)).toBeNull();
  expect(way(links, 'a', new Set(['c']), nobody)?.map(({ needs: to }) => to)).toEqual(['b', 'c']);
});
