import type { Text } from '#core/model/text.ts';

import {
  LANG,
  NO_COLOR,
  HELP,
  PROJECT,
  FORMAT,
  REPORT_FORMAT,
  NO_ENGINE,
  FIX,
  REPAIRING,
  AROUND,
  QUIET,
  type Option,
} from './options.ts';

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly says: Text;
  readonly options: readonly Option[];
  /** Fixed words the first argument can be. */
  readonly words?: readonly string[];
  /** Runs another command: what follows the first argument that is not an option of ours belongs to that one. */
  readonly wraps?: true;
}

/** The command line, once: help, completion and the argument parser are made from it. */
const LIVE: readonly Option[] = [
  {
    name: 'stack',
    says: {
      en: 'ask the containers of a Compose project (NAME, else this folder, else the failing one)',
      zh: '查看一个 Compose 项目的容器（NAME，否则当前目录的，否则正在失败的）',
    },
  },
  {
    name: 'last',
    says: { en: 'the last failed build that buildx remembers', zh: 'buildx 记录的最近一次失败构建' },
  },
];

export const COMMANDS: readonly Command[] = [
  {
    name: 'diagnose',
    usage: 'drydock diagnose [FILE…|-|--last|--stack [NAME]]',
    says: {
      en: 'name the root cause of a failed build or stack from its log',
      zh: '从日志找出构建或服务栈失败的根本原因',
    },
    options: [
      ...LIVE,
      PROJECT,
      FORMAT,
      {
        name: 'slow',
        says: { en: 'also tell where the time went, and what would save some', zh: '另外说明时间花在哪里、怎样更快' },
      },
      {
        name: 'live',
        says: {
          en: 'the log is of this machine, just now: ask its engine too (always for standard input)',
          zh: '日志来自本机且刚刚产生：同时查询本机引擎（从标准输入读取时总是如此）',
        },
      },
      NO_ENGINE,
      FIX,
      ...REPAIRING,
      QUIET,
      LANG,
      NO_COLOR,
      HELP,
    ],
  },
  {
    name: 'check',
    usage: 'drydock check [DIR]',
    says: {
      en: 'say what will fail before it is built or started',
      zh: '在构建或启动之前指出会失败的地方',
    },
    options: [
      {
        name: 'strict',
        says: { en: 'exit with 1 also where failure is only likely', zh: '仅仅是“很可能失败”时也以 1 退出' },
      },
      {
        name: 'no-engine',
        says: {
          en: 'ask neither the engine nor this machine, only the files',
          zh: '只看项目文件，不询问引擎和本机',
        },
      },
      {
        name: 'online',
        says: { en: 'ask registries and mirrors too', zh: '同时询问镜像仓库和加速器' },
      },
      FORMAT,
      QUIET,
      LANG,
      NO_COLOR,
      HELP,
    ],
  },
  {
    name: 'run',
    usage: 'drydock run [OPTION…] -- CMD…',
    says: {
      en: 'run a command untouched, watch it, and diagnose it when it fails',
      zh: '原样运行命令并全程观察，失败时给出诊断',
    },
    options: AROUND,
    wraps: true,
  },
  {
    name: 'build',
    usage: 'drydock build [OPTION…] [--] ARG…',
    says: { en: 'the same around docker buildx build ARG…', zh: '同上，命令为 docker buildx build ARG…' },
    options: AROUND,
    wraps: true,
  },
  {
    name: 'up',
    usage: 'drydock up [OPTION…] [--] ARG…',
    says: {
      en: 'the same around docker compose up -d --build --wait ARG…',
      zh: '同上，命令为 docker compose up -d --build --wait ARG…',
    },
    options: AROUND,
    wraps: true,
  },
  {
    name: 'capture',
    usage: 'drydock capture [FILE…|-|--last|--stack [NAME]] [-o FILE.drydock]',
    says: {
      en: 'write log, answers and project files into one file without secrets, to be diagnosed elsewhere',
      zh: '把日志、查询结果和项目文件写入一个不含机密的文件，供在别处诊断',
    },
    options: [
      ...LIVE,
      {
        name: 'output',
        short: 'o',
        value: 'FILE',
        says: {
          en: 'the file to write (default: drydock-TIME.drydock)',
          zh: '要写入的文件（默认 drydock-时间.drydock）',
        },
      },
      { name: 'force', says: { en: 'write over a file that is there', zh: '覆盖已有文件' } },
      PROJECT,
      FORMAT,
      NO_ENGINE,
      { name: 'quiet', says: { en: 'do not print the diagnosis', zh: '不输出诊断' } },
      LANG,
      NO_COLOR,
      HELP,
    ],
  },
  {
    name: 'fix',
    usage: 'drydock fix [INCIDENT]',
    says: {
      en: 'run the command of a kept failure again and repair it: the newest, or the one named',
      zh: '重新运行并修复记录中的故障：最近一次，或指定的事件',
    },
    options: [
      {
        name: 'resume',
        says: { en: 'first finish what a crash has cut short', zh: '先完成因崩溃而中断的修改' },
      },
      ...REPAIRING,
      PROJECT,
      NO_ENGINE,
      QUIET,
      LANG,
      NO_COLOR,
      HELP,
    ],
  },
  {
    name: 'undo',
    usage: 'drydock undo [INCIDENT]',
    says: {
      en: 'take back what a repair changed: of the newest incident, or of the one named',
      zh: '撤销修复所做的修改：最近一次，或指定的事件',
    },
    options: [PROJECT, LANG, NO_COLOR, HELP],
  },
  {
    name: 'history',
    usage: 'drydock history',
    says: { en: 'list the failures of this project and what became of them', zh: '列出此项目的故障及其结果' },
    options: [PROJECT, FORMAT, LANG, HELP],
  },
  {
    name: 'report',
    usage: 'drydock report [INCIDENT]',
    says: {
      en: 'the report of one incident: timeline, chain, proof, changes, before and after',
      zh: '输出一次事件的报告：时间线、因果链、证据、修改、前后对比',
    },
    options: [{ ...FORMAT, choices: ['markdown', 'html', 'json'], says: REPORT_FORMAT }, PROJECT, LANG, HELP],
  },
  {
    name: 'explain',
    usage: 'drydock explain [ID|WORD…]',
    says: {
      en: 'list what drydock knows, search it, or show one condition',
      zh: '列出、搜索或查看 drydock 所知的故障',
    },
    options: [LANG, NO_COLOR, HELP],
  },
  {
    name: 'completion',
    usage: 'drydock completion SHELL',
    says: {
      en: 'print shell completion for bash, zsh, fish or powershell',
      zh: '输出 bash、zsh、fish 或 powershell 的补全脚本',
    },
    words: ['bash', 'zsh', 'fish', 'powershell'],
    options: [LANG, HELP],
  },
];
