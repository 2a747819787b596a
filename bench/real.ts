import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real failing builds that are not part of the repository, where they are at hand. */
const CORPUS = join(import.meta.dirname, '../../shared/corpus/shipwright-dev.jsonl.gz');

/** Writes them one after the other. Answers with the bytes, or null if they are not there. */
export function corpusLog(path: string): number | null {
  if (!existsSync(CORPUS)) return null;
  const logs = gunzipSync(readFileSync(CORPUS))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { stdout: string; stderr: string })
    .map(({ stdout, stderr }) => `${stdout}\n${stderr}\n`)
    .join('');
  writeFileSync(path, logs);
  return Buffer.byteLength(logs);
}
