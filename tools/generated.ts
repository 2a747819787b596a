import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Writes generated files, or with `--check` fails if the committed ones differ. */
export function writeGenerated(files: ReadonlyMap<string, string>, command: string): void {
  const isCheck = process.argv.includes('--check');
  const stale: string[] = [];
  for (const [path, text] of files) {
    if (read(path) === text) continue;
    stale.push(relative(process.cwd(), path));
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (isCheck && stale.length > 0) {
    process.stderr.write(
      `${stale.length} generated file(s) are stale, run \`${command}\`:\n  ${stale.slice(0, 20).join('\n  ')}\n`,
    );
    process.exitCode = 1;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
