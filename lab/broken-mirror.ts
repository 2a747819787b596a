import type { Bench } from './bench.ts';

type Mode = Parameters<Bench['servers']['mode']>[0];

/** The image is behind the mirror, should it ever answer: until then it answers so. */
export async function breakMirror(bench: Bench, mode: Mode): Promise<void> {
  const name = 'registry.example/library/python:3.11-slim';
  await bench.must(`docker tag busybox ${name} && docker push -q ${name} && docker rmi ${name}`);
  bench.servers.mode(mode);
}
