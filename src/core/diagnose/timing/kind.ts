import type { StepKind } from '../../model/timing.ts';
import type { Clocked } from './collect.ts';

/** What a step is for, by its name. */
export function kindOf({ event: { name } }: Clocked): StepKind {
  if (/^RUN\s/i.test(name)) return 'run';
  if (/^(?:COPY|ADD|WORKDIR)\s/i.test(name)) return 'copy';
  if (/^FROM\s|^docker-image:\/\//i.test(name)) return 'pull';
  if (/load (?:remote )?build context|load git source/.test(name)) return 'context';
  if (/^(?:exporting|writing image|naming to|unpacking to|sending tarball|importing to docker)/.test(name))
    return 'export';
  return 'other';
}
