import { fault } from '../../fault.ts';

export default fault({
  id: 'cmake-library-missing',
  title: 'CMake does not find a library',
  images: ['gcc'],
  files: {
    Dockerfile: `FROM gcc:12
COPY CMakeLists.txt .
RUN cmake .
`,
    'CMakeLists.txt': `cmake_minimum_required(VERSION 3.5)
project(shop C)
find_package(OpenSSL REQUIRED)
`,
  },
  act: (bench) => bench.build(),
  shows: /Could NOT find OpenSSL/,
  expects: { root: 'c-header-or-lib-missing', accept: ['app-build-error'], line: 3 },
});
