import type { Remedy } from '#core/model/remedy.ts';
import { look } from '#core/model/steps.ts';

/** Who sent the signal that ended a container: the engine tells for a while. `events` are told beside `kill`. */
export function seeWhoSentIt(...events: readonly string[]): Remedy {
  const filters = ['kill', ...events].flatMap((event) => ['--filter', `event=${event}`]);
  return {
    id: 'see-who-sent-it',
    title: { en: 'See in the events who ended it', zh: '从事件里看是谁结束了它' },
    risk: 'read',
    steps: [look(['docker', 'events', '--since', '1h', '--until', '0s', ...filters])],
  };
}
