import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ compose: (text) => text.replace(/^    environment:\n *DATASOURCE_URL:.*\n/m, '') }),
  id: 'stack-datasource-missing',
  title: 'The last of six services ends at once: a variable it reads at its start is not passed on',
  shows: /KeyError: 'DATASOURCE_URL'/,
  expects: { root: 'missing-runtime-env', service: 'grafana' },
});
