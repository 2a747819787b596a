import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { newerBase } from '../../shared/newer-base.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const goToolchainTooOld = condition({
  id: 'go-toolchain-too-old',
  stage: 'go',
  title: { en: 'The Go of the image is older than the code needs', zh: '镜像中的 Go 比代码要求的版本旧' },

  signatures: [
    {
      on: 'output',
      says: 'requires go >= ',
      pattern: /requires go >= (?<wanted>[\w.]{1,20}) \(running go (?<have>[\w.]{1,20})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "invalid go version '",
        'unknown directive: toolchain',
        'unknown directive: godebug',
        'unknown block type: tool',
        'unknown directive: tool',
      ],
      pattern:
        /invalid go version '(?<wanted>[\d.]{1,20})': must match format|unknown (?:directive|block type): (?:toolchain|godebug|tool|ignore)\b/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['note: module requires Go ', ': toolchain not available'],
      pattern:
        /(?:note: module requires Go (?<wanted>[\d.]{1,20})|download go(?<toolchain>[\d.]{1,20}) for \S{1,40}: toolchain not available)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'unrecognized import path "',
      pattern:
        /unrecognized import path "(?<missing>context|math\/bits|math\/rand\/v2|net\/http\/httptrace|net\/netip|hash\/maphash|crypto\/ed25519|crypto\/ecdh|crypto\/mlkem|crypto\/hkdf|crypto\/pbkdf2|crypto\/sha3|embed|io\/fs|testing\/fstest|testing\/slogtest|testing\/synctest|maps|slices|cmp|log\/slog|iter|unique|weak|structs|go\/build\/constraint|go\/version|runtime\/metrics|runtime\/coverage|time\/tzdata|plugin|encoding\/json\/v2)"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is not in GOROOT', 'is not in std', 'cannot find module providing package '],
      pattern:
        /(?:package (?<missing>context|math\/bits|math\/rand\/v2|net\/http\/httptrace|net\/netip|hash\/maphash|crypto\/ed25519|crypto\/ecdh|crypto\/mlkem|crypto\/hkdf|crypto\/pbkdf2|crypto\/sha3|embed|io\/fs|testing\/fstest|testing\/slogtest|testing\/synctest|maps|slices|cmp|log\/slog|iter|unique|weak|structs|go\/build\/constraint|go\/version|runtime\/metrics|runtime\/coverage|time\/tzdata|plugin|encoding\/json\/v2) is not in (?:GOROOT|std)|cannot find module providing package (?<absent>context|math\/bits|math\/rand\/v2|net\/http\/httptrace|net\/netip|hash\/maphash|crypto\/ed25519|crypto\/ecdh|crypto\/mlkem|crypto\/hkdf|crypto\/pbkdf2|crypto\/sha3|embed|io\/fs|testing\/fstest|testing\/slogtest|testing\/synctest|maps|slices|cmp|log\/slog|iter|unique|weak|structs|go\/build\/constraint|go\/version|runtime\/metrics|runtime\/coverage|time\/tzdata|plugin|encoding\/json\/v2)(?:\s|:|$))/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'undefined: ',
      pattern:
        /\.go:\d+(?::\d+)?: undefined: (?<missing>errors\.(?:Is|As|Join|Unwrap)|driver\.(?:Connector|NamedValue\w*)|strings\.(?:Builder|ReplaceAll|Cut|CutPrefix|CutSuffix|Clone|SplitSeq)|bytes\.(?:Cut|Clone|ReplaceAll)|sync\.(?:Map|OnceFunc|OnceValue|OnceValues)|io\.(?:ReadAll|Discard|NopCloser)|os\.(?:ReadFile|WriteFile|ReadDir|MkdirTemp|CreateTemp|UserHomeDir|UserCacheDir|UserConfigDir|DirFS|ErrDeadlineExceeded)|atomic\.(?:Int32|Int64|Uint32|Uint64|Bool|Pointer)|types\.SizesFor|sort\.(?:Slice|SliceStable)|http\.(?:NewRequestWithContext|NoBody|ErrServerClosed|MaxBytesError|SameSite\w+)|url\.(?:JoinPath|PathEscape)|time\.(?:DateOnly|DateTime|UnixMilli)|context\.(?:WithCancelCause|WithoutCancel|AfterFunc|Cause)|json\.Valid|unsafe\.(?:Slice|String|StringData|SliceData|Add)|fmt\.Append\w*|filepath\.WalkDir|reflect\.(?:Pointer|TypeFor)|runtime\.Pinner|tls\.VersionTLS13|any|comparable)$/,
    },
    {
      on: 'output',
      says: 'has no field or method ',
      pattern:
        /\(type \*?(?<missing>(?:http|json|types|tls|reflect|time|sql|big|url|bytes|strings|os|net|x509|template|exec|testing|bufio|regexp|csv|zip|tar|bits|atomic|sync|rand|elliptic|ecdsa|rsa|slog|netip)\.[A-Z]\w{0,40}) has no field or method (?<method>[A-Z]\w{0,60})/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: [
        'unknown subcommand "mod"',
        'flag provided but not defined: -mod',
        'flag provided but not defined: -trimpath',
        "can only use path@version syntax with 'go get'",
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Bad go version, please install', 'requires go1.'],
      pattern:
        /Bad go version, please install a version greater than or equal to (?<wanted>[\d.]{1,20})|\.go:\d+.{0,200}requires go(?<needs>1\.\d+) or later/,
    },
    {
      on: 'output',
      says: 'cannot compile Go ',
      pattern: /cannot compile Go (?<wanted>[\d.]{1,12}) code/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    wanted: group('wanted'),
    have: group('have'),
    missing: [group('missing'), group('method')].filter((part) => part !== '').join('.'),
  }),

  yieldsTo: ['git-auth-failed'],
  headline: ({ wanted, have, missing }) =>
    wanted !== ''
      ? {
          en: `The code needs Go ${wanted}${have === '' ? '' : `, the image has ${have}`}`,
          zh: `代码需要 Go ${wanted}${have === '' ? '' : `，镜像里是 ${have}`}`,
        }
      : missing !== ''
        ? {
            en: `The code uses ${missing}, which the Go of the image does not have yet`,
            zh: `代码使用了 ${missing}，而镜像中的 Go 还没有它`,
          }
        : { en: 'The code needs a newer Go than the image has', zh: '代码需要的 Go 版本比镜像中的新' },
  why: {
    en: `go.mod, or a part of the standard library the code uses, is newer than the Go of this image. It is no missing dependency:
      a standard package such as context, io/fs or slices cannot be downloaded, it comes with the toolchain. With "go get" and no go.mod, a dependency's newest release decides.`,
    zh: `go.mod 或代码用到的某部分标准库，比镜像中的 Go 更新。这不是缺少依赖：
      context、io/fs、slices 等标准包无法下载，只能随工具链而来。没有 go.mod 而用 go get 时，起决定作用的是依赖的最新版本。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  retry: 'useless',
  remedies: ({ wanted }, { dockerfiles }, at) => [
    newerBase({ image: 'golang', version: wanted }, at, dockerfiles),
    {
      id: 'newer-image',
      title: { en: 'Use a Go image that is new enough', zh: '使用足够新的 Go 镜像' },
      risk: 'reversible',
      steps: [
        look(['grep', '-nE', '^(go|toolchain)', 'go.mod']),
        edit(
          'Dockerfile',
          { en: 'At least the version that go.mod names.', zh: '至少是 go.mod 中写的版本。' },
          { after: 'FROM golang:1.25' },
        ),
      ],
    },
    {
      id: 'toolchain-auto',
      title: {
        en: 'Or let go fetch the toolchain itself (needs the network)',
        zh: '或让 go 自行下载工具链（需要网络）',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The golang images set it to local.', zh: 'golang 镜像默认设为 local。' },
          { after: 'ENV GOTOOLCHAIN=auto' },
        ),
      ],
    },
    {
      id: 'pin-old',
      title: { en: 'Or pin the dependency to its last release for this Go', zh: '或把依赖固定在支持此 Go 的最后版本' },
      risk: 'reversible',
      steps: [
        look(['go', 'list', '-m', '-u', 'all']),
        advise(
          'Commit go.mod and go.sum, so that a later release of a dependency cannot raise the requirement.',
          '提交 go.mod 和 go.sum，以免依赖的新版本提高要求。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/gover/toolchain.go', symbol: 'TooNewError' },
    { repo: 'golang/go', path: 'src/cmd/vendor/golang.org/x/mod/modfile/rule.go' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/import.go', symbol: 'ImportMissingError' },
  ],
});

export default goToolchainTooOld;

export const examples: ExamplesOf<typeof goToolchainTooOld> = [
  {
    name: 'go.mod says so',
    log: `#9 [4/6] RUN go mod download
#9 0.410 go: go.mod requires go >= 1.23.0 (running go 1.21.13; GOTOOLCHAIN=local)
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: { wanted: '1.23.0', have: '1.21.13' },
    verdict: 'confirmed',
  },
  {
    name: 'the image of the stage is in the Dockerfile',
    log: `#9 [build 3/4] RUN go mod download
#9 0.410 go: go.mod requires go >= 1.23.0 (running go 1.21.13; GOTOOLCHAIN=local)
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
Dockerfile:3
--------------------
   1 |     FROM golang:1.21-alpine AS build
   2 |     COPY go.mod .
   3 | >>> RUN go mod download
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    project: {
      Dockerfile: 'FROM golang:1.21-alpine AS build\nCOPY go.mod .\nRUN go mod download\n',
      'go.mod': 'module a\n',
    },
    matches: { wanted: '1.23.0' },
    remedies: ['newer-base-image', 'newer-image', 'toolchain-auto', 'pin-old'],
  },
  {
    name: 'a standard package of a later Go',
    log: `Step 4/6 : RUN go get -d ./...
 ---> Running in 9b11c921ebe0
package math/bits: unrecognized import path "math/bits" (import path does not begin with hostname)
The command '/bin/sh -c go get -d ./...' returned a non-zero code: 1
`,
    matches: { missing: 'math/bits' },
  },
  {
    name: 'a dependency uses a newer function',
    log: `Step 4/6 : RUN go get
 ---> Running in 9b11c921ebe0
# github.com/hashicorp/go-multierror
../../hashicorp/go-multierror/multierror.go:112:9: undefined: errors.As
The command '/bin/sh -c go get' returned a non-zero code: 2
`,
    matches: { missing: 'errors.As' },
  },
  {
    name: 'a host that is gone',
    log: `Step 4/6 : RUN go get ./...
 ---> Running in 9b11c921ebe0
package srcd.example/go-billy.v1: unrecognized import path "srcd.example/go-billy.v1"
The command '/bin/sh -c go get ./...' returned a non-zero code: 1
`,
    matches: false,
    is: 'go-import-path-gone',
  },
  {
    name: 'the program itself does not compile',
    log: `#9 [4/6] RUN go build
#9 0.410 # app
#9 0.462 ./main.go:17:2: undefined: getArgs
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
