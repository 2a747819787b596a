import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    override: `services:
  postgres:
    command: postgres -c shared_buffers=plenty
    restart: always
`,
  }),
  // Compose waits for a container that restarts until its time is over.
  act: (bench) => bench.up(['-d', '--wait', '--wait-timeout', '25']),
  id: 'stack-database-config-broken',
  title: 'The database restarts for ever over a setting it cannot read, and five services wait for it',
  shows: /invalid value for parameter "shared_buffers"/,
  expects: { root: 'restart-loop', accept: [null], service: 'postgres' },
});
