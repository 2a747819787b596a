import { fault } from '../../fault.ts';

export default fault({
  id: 'cmake-version',
  title: 'The project needs a newer CMake',
  images: ['gcc'],
  files: {
    Dockerfile: `FROM gcc:12
COPY CMakeLists.txt .
RUN cmake .
`,
    'CMakeLists.txt': 'cmake_minimum_required(VERSION 3.99)\nproject(shop C)\n',
  },
  act: (bench) => bench.build(),
  shows: /CMake 3.99 or higher is required/,
  expects: { root: 'cmake-version', line: 3 },
});
