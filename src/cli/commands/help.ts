import type { Lang, Text } from '#core/model/text.ts';

import { COMMANDS, type Command } from '../interface.ts';
import type { Option } from '../options.ts';

const INTRO: Text = {
  en: 'drydock names the one root cause of a failed docker build or Compose stack, with proof.',
  zh: 'drydock 找出 docker build 或 Compose 服务栈失败的根本原因，并给出证据。',
};

const EXAMPLES: Text = {
  en: `Examples:
  docker build . 2>&1 | drydock diagnose -
  drydock diagnose build.log --project .
  (docker compose up -d; docker compose logs) 2>&1 | drydock diagnose - --project .

Exit codes of diagnose: 0 no failure in it · 1 cause named · 3 failure located, cause not
known · 2 usage or own error.
`,
  zh: `示例：
  docker build . 2>&1 | drydock diagnose -
  drydock diagnose build.log --project .
  (docker compose up -d; docker compose logs) 2>&1 | drydock diagnose - --project .

diagnose 的退出码：0 日志中没有失败 · 1 已找出原因 · 3 已定位失败但原因未知 · 2 用法错误或自身错误。
`,
};

export function helpPage(command: Command | undefined, lang: Lang): string {
  if (command !== undefined) {
    return `${command.says[lang]}\n\n  ${command.usage}\n\n${command.options.map((option) => row(`--${named(option)}`, option.says[lang])).join('')}`;
  }
  const commands = COMMANDS.map((one) => row(one.usage.replace(/^drydock /, ''), one.says[lang])).join('');
  const more =
    lang === 'zh'
      ? '每个命令都有 --help；drydock --version 显示版本。'
      : 'Each command has --help; drydock --version prints the version.';
  return `${INTRO[lang]}\n\n${commands}\n${EXAMPLES[lang]}\n${more}\n`;
}

function named({ name, value, choices }: Option): string {
  if (value === undefined) return name;
  return `${name} ${choices?.join('|') ?? value}`;
}

function row(left: string, right: string): string {
  return left.length > 28 ? `  ${left}\n${' '.repeat(32)}${right}\n` : `  ${left.padEnd(30)}${right}\n`;
}
