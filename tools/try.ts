import { diagnoseLog } from '#app/diagnose.ts';
import { asUtf8, readInput } from '#host/files/input.ts';
import { projectHost } from '#host/project.ts';

const { diagnosis: d } = await diagnoseLog(
  asUtf8(readInput(process.argv[2] ?? '-'), 'input'),
  process.argv[3] ? projectHost(process.argv[3]) : null,
);
console.log(JSON.stringify(d, (k, v) => (k === 'remedies' || k === 'why' || k === 'sources' ? undefined : v), 1));
