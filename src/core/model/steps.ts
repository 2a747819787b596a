import type { Action, ArgumentChange, Change } from './change.ts';
import type {
  ActionStep,
  AdviceStep,
  CommandStep,
  EditStep,
  Platform,
  RerunStep,
  Risk,
  ShellStep,
  Step,
} from './remedy.ts';
import { RISKS } from './remedy.ts';
import type { Text } from './text.ts';

interface Options {
  readonly note?: Text;
  readonly on?: Platform;
  readonly env?: Readonly<Record<string, string>>;
}

/** A command that only looks. */
export function look(argv: readonly string[], options: Options = {}): CommandStep {
  return { kind: 'command', argv, risk: 'read', ...options };
}

/** A command that changes something; the author states what can be lost. */
export function run(argv: readonly string[], risk: Exclude<Risk, 'read'>, options: Options = {}): CommandStep {
  return { kind: 'command', argv, risk, ...options };
}

/** The two shells need different text. Never build it from facts. */
export function shell(bash: string, powershell: string, risk: Risk, options: Omit<Options, 'env'> = {}): ShellStep {
  return { kind: 'shell', bash, powershell, risk, ...options };
}

export function edit(
  file: string,
  change: Text,
  options: Omit<Options, 'env'> & {
    readonly before?: string;
    readonly after?: string;
    readonly makes?: Change;
    readonly isOptional?: true;
  } = {},
): EditStep {
  return { kind: 'edit', file, change, ...options };
}

/** Something drydock does to the engine itself; the text tells a person what it is. */
export function act(does: Action, risk: Risk, text: Text): ActionStep {
  return { kind: 'action', does, risk, text };
}

/** The failed command once more, with another argument; the text tells a person which. */
export function rerun(change: ArgumentChange, text: Text): RerunStep {
  return { kind: 'rerun', text, with: change };
}

export function advise(en: string, zh: string, on?: Platform): AdviceStep {
  return { kind: 'advice', text: { en, zh }, ...(on !== undefined && { on }) };
}

/** The risk a step carries by its nature. A remedy may claim more, never less. */
export function riskOf(step: Step): Risk {
  switch (step.kind) {
    case 'command':
    case 'shell':
    case 'action':
      return step.risk;
    case 'edit':
    case 'rerun':
      return 'reversible';
    case 'advice':
      return 'read';
  }
}

export function riskFloor(steps: readonly Step[]): Risk {
  return RISKS[Math.max(0, ...steps.map((step) => RISKS.indexOf(riskOf(step))))] ?? 'read';
}
