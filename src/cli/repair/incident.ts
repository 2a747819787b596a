import type { Attempt } from '#app/repair.ts';
import type { Incident } from '#core/model/incident.ts';
import { newIncidentId } from '#host/state/incidents.ts';
import { maskedCommand } from '#host/state/masked-command.ts';

/** A failure as it is kept before anybody asks for a repair. */
export function incidentOf(argv: readonly string[], { code, diagnosis }: Attempt): Incident {
  const at = Date.now();
  const found = diagnosis?.root ?? (code === 0 ? diagnosis?.warnings[0] : undefined);
  const text = found?.headline ?? { en: 'The cause is not known', zh: '原因未知' };
  const command = maskedCommand(argv);
  return {
    id: newIncidentId(new Date(at)),
    ...command,
    condition: found?.condition ?? '',
    ending: 'not-begun',
    rounds: 0,
    remedies: [],
    timeline: [{ at, kind: 'failed', text: { en: `exit code ${code}: ${text.en}`, zh: `退出码 ${code}：${text.zh}` } }],
    diagnosis,
  };
}
