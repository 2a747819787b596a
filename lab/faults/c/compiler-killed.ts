import { fault } from '../../fault.ts';

export default fault({
  id: 'compiler-killed',
  title: 'Parallel compilers exceed the memory of the build',
  images: ['gcc', 'debian'],
  setUp: async (bench) => {
    bench.stack('multiarch');
    // The compiler's own pages have to be in the cache already: charged to the small group they would only be
    // reclaimed over and over, for minutes and without a kill.
    await bench.must(
      'docker run --rm gcc:12 sh -c "cat $(docker run --rm gcc:12 g++ -print-prog-name=cc1plus) /usr/bin/*as /lib/x86_64-linux-gnu/*.so* /bin/* >/dev/null 2>&1 || true"',
    );
  },
  act: (bench) =>
    bench.build(['-f', 'Dockerfile.multiarch', '--cgroup-parent', bench.limitMemory('compilers', 250), '.']),
  shows: /Killed signal terminated program cc1plus/,
  expects: { root: 'compiler-killed', accept: ['build-oom-killed'] },
});
