import { fault } from '../../fault.ts';

export default fault({
  id: 'c-header-missing',
  title: 'A header of a package that is not installed',
  images: ['gcc'],
  files: {
    Dockerfile: 'FROM gcc:12\nRUN printf "#include <openssl/ssl.h>\\nint main(){return 0;}\\n" >a.c && gcc a.c\n',
  },
  act: (bench) => bench.build(),
  shows: /fatal error: openssl\/ssl.h: No such file/,
  expects: { root: 'c-header-or-lib-missing', line: 2 },
});
