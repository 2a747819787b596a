import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const composeVolumeSyntax = condition({
  id: 'compose-volume-syntax',
  stage: 'compose',
  title: { en: 'A volume or mount cannot be read', zh: '卷或挂载的写法无法解析' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'invalid spec: ',
        'invalid volume specification: ',
        'includes invalid characters for a local volume name',
        'mount path must be absolute',
        'Invalid volume specification: ',
      ],
      pattern:
        /(?:invalid spec: (?<spec>\S{0,200}?): (?:too many colons|empty section between colons)|[Ii]nvalid volume specification: '?(?<old>[^'\n]{1,200})|"(?<name>[^"]{1,120})" includes invalid characters for a local volume name|invalid mount path: '(?<path>[^']{0,200})' mount path must be absolute)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ spec: group('spec') || group('old') || group('name') || group('path') }),

  yieldsTo: ['compose-env-unset'],
  headline: ({ spec }) => ({ en: `The mount "${spec}" cannot be read`, zh: `挂载 “${spec}” 的写法无法解析` }),
  why: {
    en: `The short syntax is source:target[:mode]. A Windows drive letter, a path Git Bash rewrote (";C"), an empty variable such as $PWD, a relative target,
      or a folder without "./" in front does not fit it.`,
    zh: `短写法是“来源:目标[:模式]”。Windows 盘符、被 Git Bash 改写的路径（“;C”）、空变量（如 $PWD）、相对的目标路径，
      或前面没有 “./” 的目录都不符合。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-long-syntax',
      title: { en: 'Use the long syntax, which needs no colons', zh: '改用不需要冒号的长写法' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Source relative to the file, target absolute.', zh: '来源相对于该文件，目标用绝对路径。' },
          { after: 'volumes:\n  - type: bind\n    source: ./data\n    target: /data' },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
        advise(
          'In Git Bash, keep docker run paths as they are with MSYS_NO_PATHCONV=1.',
          '在 Git Bash 中，用 MSYS_NO_PATHCONV=1 避免 docker run 的路径被改写。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'format/volume.go', symbol: 'ParseVolume' },
    { repo: 'moby/moby', path: 'daemon/volume/mounts/parser.go', symbol: 'errInvalidSpec' },
    { repo: 'moby/moby', path: 'daemon/volume/local/local.go', symbol: 'validateName' },
  ],
});

export default composeVolumeSyntax;

export const examples: ExamplesOf<typeof composeVolumeSyntax> = [
  {
    name: 'a folder without ./',
    log: `docker: Error response from daemon: create my/data: "my/data" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path.
`,
    matches: { spec: 'my/data' },
    verdict: 'confirmed',
  },
  {
    name: 'an empty variable in front',
    log: `services.web.volumes.0: invalid spec: :/app: empty section between colons
`,
    matches: { spec: ':/app' },
  },
  {
    name: 'the folder is not there',
    log: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/shop/data
`,
    matches: false,
  },
];
