import type { TextEvent } from '#core/model/event.ts';

/** A program in a build step printed it. */
export function isOfStep(event: TextEvent): boolean {
  return event.kind === 'output' && event.by === 'step';
}

/** A program printed it, in a step or where the log does not say; not in a running container. */
export function isOfBuild(event: TextEvent): boolean {
  return event.kind !== 'output' || event.by !== 'container';
}

/** The error of a step whose command calls this program. */
export function isCommand(event: TextEvent, program: RegExp): boolean {
  return event.kind === 'error' && program.test(event.command ?? '');
}
