/** A repair of three files that ends itself with SIGKILL before its n-th change on disk. Run by journal.test.ts. */
import { join } from 'node:path';

import { Journal } from '#host/journal/journal.ts';

const [folder = '', at = '0'] = process.argv.slice(2);
let left = Number(at);
const journal = await Journal.at(join(folder, 'journal'), () => {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
});
await journal.write(join(folder, 'project/.env'), Buffer.from('A=2\r\n'), { remedy: 'x' });
await journal.write(join(folder, 'project/new.env'), Buffer.from('B=1\n'), { remedy: 'x', mode: 0o600 });
await journal.write(join(folder, 'project/run.sh'), Buffer.from('#!/bin/sh\n'), { remedy: 'x', mode: 0o755 });
console.log('finished');
