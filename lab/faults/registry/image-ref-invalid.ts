import { fault } from '../../fault.ts';

export default fault({
  id: 'image-ref-invalid',
  title: 'An image name with a capital letter',
  act: (bench) => bench.docker(['run', '--rm', 'Shop/App:1']),
  shows: /must be lowercase|invalid reference format/,
  expects: { root: 'image-ref-invalid' },
});
