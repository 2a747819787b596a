import type { Step } from '#core/model/remedy.ts';
import type { Preview } from '#core/model/workshop.ts';
import { mask } from '#core/redact.ts';
import { withArgument } from '#core/repair/arguments.ts';
import { shellText } from '#core/report/shell.ts';

/** The command with what the steps change in it; null where one of them has no place there. */
export function argumentsAfter(steps: readonly Step[], argv: readonly string[]): readonly string[] | null {
  let command: readonly string[] | null = argv;
  for (const step of steps) {
    if (step.kind === 'rerun' && command !== null) command = withArgument(command, step.with);
  }
  return command;
}

/** What will be run, quoted for bash and masked as everything that is shown; or why there is nothing to run. */
export function commandPreview(argv: readonly string[] | null): Preview {
  if (argv === null) {
    return {
      ok: false,
      why: {
        en: 'The command that failed has no place for this argument.',
        zh: '失败的命令中没有可以放置该参数的位置。',
      },
    };
  }
  const text = mask(shellText({ kind: 'command', argv, risk: 'read' }).bash);
  return { ok: true, shows: [{ kind: 'text', text: { en: `Run again as: ${text}`, zh: `改为运行：${text}` } }] };
}
