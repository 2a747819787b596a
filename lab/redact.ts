import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

import { mirror } from './machine/packages.ts';
import { home } from './machine/paths.ts';

/** Takes off what names this machine. Inside the namespaces names and paths are the lab's own already. */
export async function redactor(): Promise<(text: string) => string> {
  const uri = await mirror();
  const servers = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+(\S+)/gm)].map(
    ([, name]) => name ?? '',
  );
  const pairs: [string, string][] = [
    [home, '/lab'],
    [hostname(), 'builder'],
    ...(uri === null ? [] : [[new URL(uri).hostname, 'deb.example'] as [string, string]]),
    ...servers.map((server): [string, string] => [server, '203.0.113.53']),
  ];
  // The cgroup of a run holds a process number.
  const anyRun = /drydock-lab-r\d+/g;
  return (text) => {
    const named = pairs.reduce((text, [from, to]) => (from === '' ? text : text.replaceAll(from, to)), text);
    return named.replace(anyRun, 'lab');
  };
}
