import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({}),
  id: 'stack-well',
  title: 'The six services come up: nothing to diagnose',
  shows: /Container shop-grafana-1\s+Healthy/,
  expects: { root: null, outcome: 'succeeded' },
});
