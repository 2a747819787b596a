import { fault } from '../../fault.ts';

export default fault({
  id: 'build-step-oom-killed',
  title: 'A build step exceeds its memory limit and is killed',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN echo "collecting data"; exec tail /dev/zero\n',
  },
  act: (bench) => bench.build(['--cgroup-parent', bench.limitMemory('step', 60), '.']),
  shows: /exit code: 137|cannot allocate memory/,
  expects: { root: 'build-oom-killed', line: 2 },
});
