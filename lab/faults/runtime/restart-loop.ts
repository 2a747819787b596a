import { fault } from '../../fault.ts';

export default fault({
  id: 'restart-loop',
  title: 'A service that fails and is restarted for ever',
  setUp: (bench) => bench.must('docker run -d --name shop-app --restart always alpine:3.19 sh -c "echo boom; exit 3"'),
  act: async (bench) => {
    // A loop is what has come round three times; the pause after that is long enough to be seen.
    const ps = await bench.sh(
      'until [ "$(docker inspect --format {{.RestartCount}} shop-app)" -ge 3 ]; do sleep 0.2; done; ' +
        'until ps=$(docker ps -a); echo "$ps" | grep -q Restarting; do sleep 0.2; done; echo "$ps"',
    );
    const exec = await bench.docker(['exec', 'shop-app', 'true']);
    return { ...exec, text: ps.text + exec.text };
  },
  shows: /Restarting/,
  expects: { root: 'restart-loop', accept: ['exec-into-dead-container'] },
});
