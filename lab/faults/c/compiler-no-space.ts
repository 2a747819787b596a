import { fault } from '../../fault.ts';

export default fault({
  id: 'compiler-no-space',
  title: 'The compiler fills the last of the data root',
  images: ['gcc', 'busybox'],
  engine: { disk: { megabytes: 1600 } },
  files: {
    Dockerfile: `FROM gcc:12
WORKDIR /src
COPY generate.sh .
RUN sh generate.sh > big.c
RUN echo compiling; gcc -O0 -c big.c -o big.o
`,
    'generate.sh': `# Many small functions: the assembler file is much larger than the source.
i=0
while [ $i -lt 1200 ]; do
  echo "int f$i(int a, int b) { int s = $i; for (int i = 0; i < a; i++) { s += b * i; switch (s % 7) { case 0: s ^= a; break; case 1: s += b; break; case 2: s -= 3; break; case 3: s *= 5; break; } } return s; }"
  i=$((i + 1))
done
`,
  },
  setUp: async (bench) => {
    await bench.must("sed '$d' Dockerfile | docker buildx build -q -f - .");
    await bench.oldCache(300);
    await bench.disk.fill(1200);
  },
  act: (bench) => bench.build(),
  shows: /error writing to \/tmp\/cc\w+\.s: No space left on device/,
  expects: { root: 'disk-full-data-root', line: 5 },
  repair: { command: ['build', '.'], remedies: ['disk-full-data-root/free-build-cache'] },
});
