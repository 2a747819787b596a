import { fault } from '../../fault.ts';

export default fault({
  id: 'compiler-io-error',
  title: 'The disk dies under the compiler',
  images: ['gcc'],
  engine: { disk: { megabytes: 1300 } },
  files: {
    Dockerfile: `FROM gcc:12
WORKDIR /src
COPY generate.sh .
RUN sh generate.sh > big.c
RUN echo compiling; gcc -O1 -c big.c -o big.o
`,
    'generate.sh': `# Many small functions: the assembler file is much larger than the source.
i=0
while [ $i -lt 1200 ]; do
  echo "int f$i(int a, int b) { int s = $i; for (int i = 0; i < a; i++) { s += b * i; switch (s % 7) { case 0: s ^= a; break; case 1: s += b; break; case 2: s -= 3; break; case 3: s *= 5; break; } } return s; }"
  i=$((i + 1))
done
`,
  },
  setUp: async (bench) => bench.must("sed '$d' Dockerfile | docker buildx build -q -f - ."),
  act: (bench) =>
    bench.build(['.'], {
      when: {
        says: /\d compiling/,
        act: () => bench.must('until pidof cc1; do sleep 0.05; done; sleep 1.5').then(() => bench.disk.fail()),
      },
    }),
  shows: /error writing to \/tmp\/cc\w+\.s: Input\/output error|input\/output error/,
  expects: { root: 'disk-io-error' },
});
