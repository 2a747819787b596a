import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gpgWantsTerminal = condition({
  id: 'gpg-wants-terminal',
  stage: 'shell',
  title: { en: 'gpg asks at a terminal that the build does not have', zh: 'gpg 需要终端交互，而构建中没有终端' },

  signatures: [
    { on: 'output', says: ["gpg: cannot open '/dev/tty'", 'gpg: cannot open `/dev/tty'], strength: 'states' },
  ],

  headline: () => ({
    en: 'gpg asks whether to overwrite or trust, and nobody can answer',
    zh: 'gpg 询问是否覆盖或信任，但无人可答',
  }),
  why: {
    en: 'The output file is there already, or a key is to be confirmed. "gpg --dearmor -o FILE" asks before it overwrites.',
    zh: '输出文件已存在，或需要确认密钥。“gpg --dearmor -o 文件” 在覆盖之前会询问。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'batch',
      title: { en: 'Tell gpg not to ask', zh: '让 gpg 不再询问' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Overwrites the file.', zh: '覆盖该文件。' },
          { before: 'gpg --dearmor -o', after: 'gpg --batch --yes --dearmor -o' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'gpg/gnupg', path: 'common/ttyio.c', symbol: 'init_ttyfp' }],
});

export default gpgWantsTerminal;

export const examples: ExamplesOf<typeof gpgWantsTerminal> = [
  {
    name: 'the keyring is there',
    log: `#8 [4/5] RUN curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg
#8 1.104 gpg: cannot open '/dev/tty': No such device or address
#8 1.125 curl: (23) Failure writing output to destination
#8 ERROR: process "/bin/sh -c curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg" did not complete successfully: exit code: 2
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'not a key',
    log: `#8 [4/5] RUN curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg
#8 1.104 gpg: no valid OpenPGP data found.
#8 ERROR: process "/bin/sh -c curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://repo.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/x.gpg" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'gpg-key-download-invalid',
  },
];
