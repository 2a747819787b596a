/** `npm test`: the quick tests, then the real engines; ends with one line that sums both. */
import { spawn } from 'node:child_process';

const PARTS = ['test:quick', 'test:engine'];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

async function main(): Promise<void> {
  const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const part of PARTS) {
    const counts = await runPart(part);
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  const skipped = sum.skipped === 0 ? '' : `, ${sum.skipped} skipped`;
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
  if (sum.failed > 0) process.exitCode = 1;
}

/** A part that ends badly without a failed test (no build, no closing line) is one failure. */
async function runPart(script: string): Promise<Counts> {
  const { code, text } = await run(script);
  const [, passed, failed, skipped = '0'] =
    [...text.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1) ?? [];
  const counts = { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped) };
  if (passed === undefined || (code !== 0 && counts.failed === 0)) {
    console.log(`npm run ${script}: exit code ${code}${passed === undefined ? ', and no closing line' : ''}`);
    counts.failed += 1;
  }
  return counts;
}

function run(script: string): Promise<{ code: number | null; text: string }> {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}

await main();
