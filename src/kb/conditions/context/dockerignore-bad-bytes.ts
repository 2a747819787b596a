import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const dockerignoreBadBytes = condition({
  id: 'dockerignore-bad-bytes',
  stage: 'context',
  title: {
    en: '.dockerignore, a COPY path or a folder name has bytes a header cannot carry',
    zh: '.dockerignore、COPY 路径或目录名含有请求头无法携带的字节',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'contains value with non-printable ASCII characters',
      pattern: /header key "(?<key>[\w-]{1,60})" contains value with non-printable ASCII characters/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ key: group('key') }),

  headline: ({ key }) => ({
    en: `The value of "${key}" has characters that are not plain ASCII`,
    zh: `"${key}" 的值含有非 ASCII 字符`,
  }),
  why: {
    en: `Older buildx and BuildKit send the patterns of .dockerignore, the paths of COPY and the name of the folder
      as gRPC headers, which take only printable ASCII. A byte order mark, UTF-16, a carriage return or a
      non-English name stops the build before it starts.`,
    zh: `旧版 buildx 和 BuildKit 把 .dockerignore 的模式、COPY 的路径和目录名作为 gRPC 头发送，
      而头只能是可打印的 ASCII。BOM、UTF-16、回车符或非英文名称都会在构建开始前报错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-bytes',
      title: { en: 'See which bytes are meant', zh: '查看是哪些字节' },
      risk: 'read',
      steps: [
        shell(
          'head -c 16 .dockerignore | od -c; grep -nP "[^\\x20-\\x7E]" .dockerignore Dockerfile; pwd',
          'Format-Hex .dockerignore | Select-Object -First 4; Get-Location',
          'read',
        ),
      ],
    },
    {
      id: 'save-as-utf8',
      title: { en: 'Save the files as UTF-8 without a byte order mark, with LF', zh: '以无 BOM 的 UTF-8、LF 换行保存' },
      risk: 'reversible',
      steps: [
        edit('.dockerignore', {
          en: 'Save as UTF-8 without BOM; keep names in it to ASCII',
          zh: '保存为无 BOM 的 UTF-8，内容只用 ASCII',
        }),
      ],
    },
    {
      id: 'rename-or-update',
      title: {
        en: 'Or rename the folder, or update buildx and the engine',
        zh: '或者重命名目录，或升级 buildx 和引擎',
      },
      risk: 'reversible',
      steps: [
        advise(
          'exclude-patterns is .dockerignore, followpaths are COPY paths, x-docker-expose-session-name is the name of the context folder. Current releases encode them.',
          'exclude-patterns 对应 .dockerignore，followpaths 对应 COPY 路径，x-docker-expose-session-name 对应上下文目录名。新版本会对它们编码。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'grpc/grpc-go', path: 'internal/metadata/metadata.go', symbol: 'Validate' },
    { repo: 'moby/buildkit', path: 'session/filesync/filesync.go' },
  ],
});

export default dockerignoreBadBytes;

export const examples: ExamplesOf<typeof dockerignoreBadBytes> = [
  {
    name: 'a UTF-16 .dockerignore',
    log: `#3 [internal] load build context
#3 ERROR: header key "exclude-patterns" contains value with non-printable ASCII characters
------
ERROR: failed to solve: Internal: rpc error: code = Internal desc = header key "exclude-patterns" contains value with non-printable ASCII characters
`,
    matches: { key: 'exclude-patterns' },
  },
  {
    name: 'a file of the context is unreadable',
    log: `ERROR: failed to build: failed to solve: error from sender: open /home/dev/shop/pgdata: permission denied
`,
    matches: false,
    is: 'context-unreadable',
  },
];
