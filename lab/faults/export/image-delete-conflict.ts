import { fault } from '../../fault.ts';

export default fault({
  id: 'image-delete-conflict',
  title: 'Removing an image that a container uses',
  setUp: (bench) => bench.must('docker run --name shop-app busybox true'),
  act: (bench) => bench.sh("docker rmi $(docker inspect -f '{{.Image}}' shop-app)"),
  shows: /conflict: unable to/,
  expects: { root: 'image-delete-conflict' },
});
