import { fault } from '../../fault.ts';

export default fault({
  id: 'image-load-invalid',
  title: 'docker load of a tarball that holds no image',
  files: {
    'readme.txt': 'no image\n',
  },
  setUp: (bench) => bench.must('tar -cf image.tar readme.txt'),
  act: (bench) => bench.docker(['load', '-i', 'image.tar']),
  shows: /docker-import-|manifest.json|invalid archive/,
  expects: { root: 'image-load-invalid' },
});
