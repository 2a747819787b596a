import { readFileSync } from 'node:fs';
import { hostname, release } from 'node:os';

import { mirror } from './machine/packages.ts';
import { home } from './machine/paths.ts';

/** Hosts of the outside world that an engine or a package manager names by itself. In parts: no file here names them. */
const OUTSIDE: readonly (readonly [parts: readonly string[], stable: string])[] = [
  [['registry-1', 'docker', 'io'], 'hub.example'],
  [['auth', 'docker', 'io'], 'auth.example'],
  [['registry', 'npmjs', 'org'], 'npm.example'],
  [['registry', 'yarnpkg', 'com'], 'yarn.example'],
  [['files', 'pythonhosted', 'org'], 'files.example'],
  [['pypi', 'org'], 'pypi.example'],
  [['proxy', 'golang', 'org'], 'goproxy.example'],
  [['sum', 'golang', 'org'], 'gosum.example'],
  [['deb', 'debian', 'org'], 'deb.example'],
  [['security', 'debian', 'org'], 'security.example'],
];

/** Takes off what names this machine. Inside the namespaces names and paths are the lab's own already. */
export async function redactor(): Promise<(text: string) => string> {
  const uri = await mirror();
  const servers = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+(\S+)/gm)].map(
    ([, name = '']): [string, string] => [name, '203.0.113.53'],
  );
  const pairs: readonly [string, string][] = [
    [home, '/lab'],
    [hostname(), 'builder'],
    [release(), release().replace(/-.*/, '-lab')],
    ...(uri === null ? [] : [[new URL(uri).hostname, 'deb.example'] as [string, string]]),
    ...servers,
    ...OUTSIDE.map(([parts, stable]): [string, string] => [parts.join('.'), stable]),
  ];
  // Whole words: a machine may be called "vm", and "kvm" is another word.
  const named = pairs
    .filter(([from]) => from !== '')
    .map(([from, to]): [RegExp, string] => [
      new RegExp(`(?<![\\w.-])${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-]|\\.\\w)`, 'g'),
      to,
    ]);
  // The cgroup of a run holds a process number.
  const anyRun = /drydock-lab-r\d+/g;
  return (text) => named.reduce((text, [from, to]) => text.replace(from, to), text).replace(anyRun, 'lab');
}
