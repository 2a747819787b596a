import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const goModuleFetch = condition({
  id: 'go-module-fetch',
  stage: 'go',
  title: { en: 'A Go module could not be fetched as asked for', zh: '无法按要求获取 Go 模块' },

  signatures: [
    {
      on: 'output',
      says: [
        'unknown revision ',
        'invalid version: ',
        'unexpected status (',
        '410 Gone',
        '404 Not Found',
        'module lookup disabled by GOPROXY=off',
      ],
      pattern:
        /(?:go: |\.go:\d+:\d+: )(?:(?:downloading |finding )?(?<module>[\w-]{1,60}\.[\w./~-]{1,200}(?:@| )v?[\w.+-]{1,100}): )?.{0,300}?(?<reason>unknown revision|invalid version|unexpected status|410 Gone|404 Not Found|module lookup disabled)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'checksum mismatch',
      pattern: /verifying (?<module>\S{1,200}): (?<reason>checksum mismatch)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['/@v/list', '.info": ', '.mod": ', '.zip": ', '/lookup/'],
      pattern:
        /go: (?:(?<module>[\w-]{1,60}\.[\w./~-]{1,200}@[\w.+-]{1,100}): )?.{0,100}Get "?https?:\/\/[^\s"]{1,200}\/(?:@v|lookup)\/\S{1,200}: (?<reason>.{1,80})/,
    },
    {
      on: 'output',
      says: ': invalid version: unknown revision ',
      pattern:
        /^\s+(?<module>[\w-]{1,60}\.[\w./~-]{1,200}@v?[\w.+-]{1,100}): invalid version: (?<reason>unknown revision)/,
    },
  ],
  facts: (group) => ({ module: group('module'), reason: group('reason') }),

  yieldsTo: [
    'git-auth-failed',
    'git-ssh-auth',
    'git-missing',
    'ca-certificates-missing',
    'go-toolchain-too-old',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ module, reason }) => ({
    en: `go could not fetch ${module === '' ? 'a module' : module}${reason === '' ? '' : ` (${reason})`}`,
    zh: `go 无法获取${module === '' ? '模块' : ` ${module}`}${reason === '' ? '' : `（${reason}）`}`,
  }),
  why: {
    en: `The module proxy or the repository answered, but not with this version: the tag or commit is gone, the repository is private (the proxy then says 404 or 410),
      the proxy is switched off or failing, or the content differs from go.sum.`,
    zh: `模块代理或仓库作出了回答，但没有给出这个版本：标签或提交已不存在；仓库是私有的（此时代理会回答 404 或 410）；
      代理被关闭或出错；或者内容与 go.sum 不同。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-settings',
      title: { en: 'See which proxy is used and which versions there are', zh: '查看使用的代理以及有哪些版本' },
      risk: 'read',
      steps: [
        look(['go', 'env', 'GOPROXY', 'GOPRIVATE', 'GONOSUMDB']),
        look(['go', 'list', '-m', '-versions', 'golang.org/x/text'], {
          note: { en: 'Name the module from the message.', zh: '换成消息中的模块。' },
        }),
      ],
    },
    {
      id: 'private-module',
      title: {
        en: 'For a private module, bypass the proxy and give the step a credential',
        zh: '私有模块：绕过代理，并把凭据传给该步骤',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The secret is mounted only for this step.', zh: 'secret 只为这一步挂载。' },
          {
            after:
              'ENV GOPRIVATE=git.corp.example/*\nRUN --mount=type=secret,id=netrc,target=/root/.netrc go mod download',
          },
        ),
      ],
    },
    {
      id: 'existing-version',
      title: { en: 'For a vanished version, move to one that exists', zh: '版本已消失时，换成存在的版本' },
      risk: 'reversible',
      steps: [
        run(['go', 'get', 'golang.org/x/text@latest'], 'reversible'),
        run(['go', 'mod', 'tidy'], 'reversible'),
        advise(
          'On a checksum mismatch do not delete go.sum before you know who changed the code: someone moved the tag.',
          '遇到校验和不符，先弄清是谁改了代码（有人移动了标签），不要急着删除 go.sum。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/modfetch/proxy.go' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modfetch/coderepo.go' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modfetch/fetch.go', symbol: 'checkMod' },
  ],
});

export default goModuleFetch;

export const examples: ExamplesOf<typeof goModuleFetch> = [
  {
    name: 'a commit that is gone',
    log: `#9 [4/6] RUN go mod download
#9 0.410 go: github.com/acme/dht@v0.5.1-0.20191230184347-6dbc0b2b46ba: invalid version: unknown revision 6dbc0b2b46ba
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: { module: 'github.com/acme/dht@v0.5.1-0.20191230184347-6dbc0b2b46ba' },
    verdict: 'confirmed',
  },
  {
    name: 'the tag was moved',
    log: `#9 [4/6] RUN go mod download
#9 0.410 verifying github.com/acme/kit@v1.6.13: checksum mismatch
#9 0.462 	downloaded: h1:aaaa=
#9 0.514 	go.sum:     h1:bbbb=
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: { module: 'github.com/acme/kit@v1.6.13' },
  },
  {
    name: 'go.mod wants a newer Go',
    log: `#9 [4/6] RUN go mod download
#9 0.410 go: github.com/acme/kit@v1.9.0 requires go >= 1.24 (running go 1.22.1; GOTOOLCHAIN=local)
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-toolchain-too-old',
  },
];
