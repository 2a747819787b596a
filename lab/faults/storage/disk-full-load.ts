import { fault } from '../../fault.ts';
import { imageTar } from '../../images/images.ts';

export default fault({
  id: 'disk-full-load',
  title: 'An image that does not fit on the data root',
  engine: { disk: { megabytes: 60 } },
  act: async (bench) => bench.docker(['import', await imageTar('debian'), 'debian:12']),
  shows: /no space left on device/i,
  expects: { root: 'disk-full-data-root' },
  suspected: 'the layer goes with the import: the data root has space again when it is asked',
});
