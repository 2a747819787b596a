import type { Action, ArgumentChange, Change } from './change.ts';
import type { Text } from './text.ts';

/** What a user can lose, least first: nothing · an edit to take back · rebuildable cache and time · a running service · data. */
export const RISKS = ['read', 'reversible', 'costly', 'disruptive', 'destructive'] as const;
export type Risk = (typeof RISKS)[number];

/** Where a step applies, if not everywhere. */
export type Platform = 'linux' | 'desktop' | 'desktop-windows' | 'desktop-mac';

interface StepBase {
  readonly note?: Text;
  readonly on?: Platform;
}

/** A command as an argument list; quoting for bash and PowerShell is the reporter's work. */
export interface CommandStep extends StepBase {
  readonly kind: 'command';
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly risk: Risk;
}

/** A command that cannot be one argument list (pipes, tools that differ between shells). Fixed text only: never built from facts. */
export interface ShellStep extends StepBase {
  readonly kind: 'shell';
  readonly bash: string;
  readonly powershell: string;
  readonly risk: Risk;
}

export interface EditStep extends StepBase {
  readonly kind: 'edit';
  readonly file: string;
  readonly change: Text;
  readonly before?: string;
  readonly after?: string;
  /** The same edit for a program. Without it, only a person can make it. */
  readonly makes?: Change;
  /** Where there is nothing to edit, the other steps are taken without it. */
  readonly isOptional?: true;
}

/** Something drydock does itself, with a look before, a check after, and a way back where there is one. */
export interface ActionStep extends StepBase {
  readonly kind: 'action';
  readonly does: Action;
  readonly text: Text;
  readonly risk: Risk;
}

/** The command that failed, run again with other arguments. Nothing on disk changes; the way back is the command as it was. */
export interface RerunStep extends StepBase {
  readonly kind: 'rerun';
  readonly text: Text;
  readonly with: ArgumentChange;
}

/** Something only a person can do. */
export interface AdviceStep extends StepBase {
  readonly kind: 'advice';
  readonly text: Text;
}

export type Step = CommandStep | ShellStep | EditStep | ActionStep | RerunStep | AdviceStep;

export interface Remedy {
  readonly id: string;
  readonly title: Text;
  readonly risk: Risk;
  readonly steps: readonly Step[];
  /** What is gone afterwards. Required by the contract test for `destructive`. */
  readonly loses?: Text;
}
