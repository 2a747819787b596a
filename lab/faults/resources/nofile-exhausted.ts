import { fault } from '../../fault.ts';

export default fault({
  id: 'nofile-exhausted',
  title: 'A container may open four files',
  images: ['python'],
  act: (bench) => bench.docker(['run', '--ulimit', 'nofile=4:4', 'python:3.11-slim', 'python3', '-c', 'import socket']),
  shows: /Too many open files/i,
  expects: { root: 'nofile-exhausted' },
});
