import { fault } from '../../fault.ts';

export default fault({
  id: 'link-error',
  title: 'A function that nobody defines',
  images: ['gcc'],
  files: {
    Dockerfile: 'FROM gcc:12\nRUN printf "int main(){return foo();}\\n" >a.c && gcc a.c\n',
  },
  act: (bench) => bench.build(),
  shows: /undefined reference to/,
  expects: { root: 'app-build-error', line: 2 },
  suspected:
    'an undefined reference is a function that nobody wrote, a library that is not linked, or one that stands too early: the linker says the same of all three',
});
