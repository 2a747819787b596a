import type { Text } from '#core/model/text.ts';

export interface Option {
  readonly name: string;
  /** One letter, for `-o`. */
  readonly short?: string;
  /** What the value is, for options that take one. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** May be given several times; the values are then lines of one text. */
  readonly several?: true;
  readonly says: Text;
}

export const LANG: Option = {
  name: 'lang',
  value: 'LANG',
  choices: ['en', 'zh'],
  says: { en: 'language of the answer (else from the locale)', zh: '输出语言（默认取自系统区域设置）' },
};

export const NO_COLOR: Option = {
  name: 'no-color',
  says: { en: 'no colour, also on a terminal', zh: '终端上也不使用颜色' },
};

export const HELP: Option = { name: 'help', says: { en: 'show this help', zh: '显示帮助' } };

export const PROJECT: Option = {
  name: 'project',
  value: 'DIR',
  says: {
    en: "the project's files (Dockerfile, Compose file, .env) as evidence",
    zh: '把项目文件（Dockerfile、Compose 文件、.env）作为证据',
  },
};

export const FORMAT: Option = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json', 'markdown'],
  says: { en: 'how to answer (default: text)', zh: '输出格式（默认 text）' },
};

export const REPORT_FORMAT: Text = { en: 'how to answer (default: markdown)', zh: '输出格式（默认 markdown）' };

export const NO_ENGINE: Option = {
  name: 'no-engine',
  says: { en: 'ask neither the Docker engine nor this machine', zh: '不询问 Docker 引擎，也不查询本机' },
};

export const FIX: Option = {
  name: 'fix',
  says: {
    en: 'repair what failed, one remedy at a time, and run it again; a remedy that does not help is undone',
    zh: '逐项修复失败原因并重新运行；无效的修复会撤销',
  },
};

/** How far a repair may go, and what it cannot find out by itself. */
export const REPAIRING: readonly Option[] = [
  {
    name: 'yes',
    says: {
      en: 'agree beforehand to whatever loses at most rebuildable cache and time',
      zh: '预先同意至多丢失可重建缓存和时间的操作',
    },
  },
  {
    name: 'set',
    value: 'NAME=VALUE',
    several: true,
    says: {
      en: 'a value that only you know, for a variable that is missing (may be repeated)',
      zh: '只有你知道的变量值，用于补上缺失的变量（可重复）',
    },
  },
  {
    name: 'system',
    says: {
      en: 'repairs may also edit files outside the project (daemon.json, Docker Desktop settings); each is kept for undo',
      zh: '修复也可修改项目之外的文件（daemon.json、Docker Desktop 设置）；均会备份以便撤销',
    },
  },
];

/** Of `run`, `build` and `up`. They stand before the command's own arguments; `--` ends them. */
export const AROUND: readonly Option[] = [
  {
    name: 'report',
    value: 'FILE',
    says: {
      en: 'also write the report of a failure to FILE (.json, .md, else text)',
      zh: '失败时另把报告写入 FILE（.json、.md，其他为文本）',
    },
  },
  FORMAT,
  {
    name: 'project',
    value: 'DIR',
    says: {
      en: "the project's files as evidence (default: where the command runs)",
      zh: '作为证据的项目目录（默认为命令运行的目录）',
    },
  },
  NO_ENGINE,
  FIX,
  ...REPAIRING,
  {
    name: 'quiet',
    says: { en: 'say nothing of our own on the terminal', zh: '终端上不输出 drydock 自己的内容' },
  },
  LANG,
  NO_COLOR,
  HELP,
];

export const QUIET: Option = {
  name: 'quiet',
  says: { en: 'print nothing, answer by exit code', zh: '不输出，只用退出码回答' },
};
