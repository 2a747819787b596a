import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ClientConfiguration } from '#core/model/probes/configuration.ts';
import { advise, edit, shell } from '#core/model/steps.ts';
import { exampleClient } from '../../shared/example-world.ts';
import { registriesUsed } from '../../shared/images-used.ts';

const credentialHelperMissing = condition({
  id: 'credential-helper-missing',
  stage: 'client',
  title: {
    en: 'The credential helper named in config.json is not installed',
    zh: 'config.json 指定的凭据助手没有安装',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'docker-credential-',
      pattern: /exec: "docker-credential-(?<helper>[\w.-]{1,60})": executable file not found in (?:\$PATH|%PATH%)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'not installed or not available in PATH',
      pattern: /docker-credential-(?<helper>[\w.-]{1,60}) not installed or not available in PATH/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ helper: group('helper') }),

  headline: ({ helper }) => ({
    en: `docker-credential-${helper} is not on the PATH`,
    zh: `PATH 中找不到 docker-credential-${helper}`,
  }),
  why: {
    en: `Before any pull the client asks the helper that credsStore or credHelpers in ~/.docker/config.json names,
      and that program is not there. Usually Docker Desktop wrote the entry and is gone, or WSL does not see the
      Windows programs. Image and registry are fine, even public ones fail.`,
    zh: `每次拉取前，
      客户端都会调用 ~/.docker/config.json 中 credsStore 或 credHelpers 指定的程序，
      而它不存在。通常是 Docker Desktop 写入后被卸载，或 WSL 看不到 Windows 程序。
      镜像和仓库没有问题，公开镜像也会失败。`,
  },

  evidence: {
    client: {
      probe: 'config.client',
      about: () => ({}),
      confirms: ({ helpers }, { helper }) => helpers.some(({ name, isFound }) => name === helper && !isFound),
      // It may have been installed since, or is on the PATH of another user.
      refutes: () => false,
      tells: ({ path }, { helper }) => ({
        en: `${path} names the helper ${helper}, and docker-credential-${helper} is not on the PATH.`,
        zh: `${path} 指定了凭据助手 ${helper}，而 PATH 中没有 docker-credential-${helper}。`,
      }),
    },
  },

  ahead: {
    asks: ['config.client', 'project.services', 'project.dockerfiles'],
    finds: (answers) => {
      const registries = registriesUsed(answers);
      return (answers['config.client']?.helpers ?? [])
        .filter(
          ({ isFound, registry }) => !isFound && registries.some((one) => registry === undefined || one === registry),
        )
        .map(({ name, registry }) => ({
          facts: { helper: name },
          how: 'likely',
          tells:
            registry === undefined
              ? {
                  en: `credsStore in config.json names ${name}: the client asks it before every pull.`,
                  zh: `config.json 的 credsStore 指定了 ${name}：每次拉取之前客户端都会调用它。`,
                }
              : {
                  en: `credHelpers in config.json names ${name} for ${registry}, and the project uses images from there.`,
                  zh: `config.json 的 credHelpers 为 ${registry} 指定了 ${name}，而项目使用了那里的镜像。`,
                },
        }));
    },
  },

  retry: 'useless',
  remedies: ({ helper }, { client }) => [
    {
      id: 'look-at-config',
      title: { en: 'See the entry and what is installed', zh: '查看配置和已安装的助手' },
      risk: 'read',
      steps: [
        shell(
          'grep -nE "credsStore|credHelpers" ~/.docker/config.json; ls $(echo $PATH | tr ":" " ") 2>/dev/null | grep docker-credential',
          'Select-String "credsStore|credHelpers" $HOME/.docker/config.json; Get-Command docker-credential-*',
          'read',
        ),
      ],
    },
    {
      id: 'drop-the-entry',
      title: { en: 'Remove the entry', zh: '删除该配置项' },
      risk: 'reversible',
      steps: [
        edit(
          '~/.docker/config.json',
          {
            en: 'Delete the line with credsStore (keep the rest); after that, docker login stores credentials in this file without encryption',
            zh: '删除 credsStore 一行（其余保留）；此后 docker login 会把凭据未加密地存入该文件',
          },
          {
            before: `"credsStore": "${helper}"`,
            after: '',
            ...(isStore(helper, client) && {
              makes: { kind: 'json', file: '~/.docker/config.json', path: ['credsStore'], was: helper },
            }),
          },
        ),
      ],
    },
    {
      id: 'install-the-helper',
      title: { en: 'Or install the helper', zh: '或者安装该助手' },
      risk: 'reversible',
      steps: [
        advise(
          `Install docker-credential-${helper} and put it on the PATH of the user who runs docker; in WSL start Docker Desktop and keep the Windows PATH.`,
          `安装 docker-credential-${helper} 并放入运行 docker 的用户的 PATH；在 WSL 中请启动 Docker Desktop 并保留 Windows 的 PATH。`,
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/docker-credential-helpers', path: 'client/client.go' },
    { repo: 'docker/docker-py', path: 'docker/credentials/store.py' },
  ],
});

/** The helper for all registries, in the usual file: what it keeps cannot be read anyway while it is not there. */
function isStore(helper: string, client: ClientConfiguration | undefined): boolean {
  return (
    client?.helpers.some(({ name, registry, isFound }) => name === helper && registry === undefined && !isFound) ===
    true
  );
}

export default credentialHelperMissing;

export const examples: ExamplesOf<typeof credentialHelperMissing> = [
  {
    name: 'a public base image',
    log: `#2 [internal] load metadata for docker.io/library/node:20
#2 ERROR: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
------
 > [internal] load metadata for docker.io/library/node:20:
------
ERROR: failed to build: failed to solve: node:20: failed to resolve source metadata for docker.io/library/node:20: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
`,
    matches: { helper: 'desktop' },
    verdict: 'confirmed',
  },
  {
    name: 'the helper is there but cannot run',
    log: `ERROR: failed to solve: error getting credentials - err: fork/exec /usr/bin/docker-credential-desktop.exe: exec format error, out: \`\`
`,
    matches: false,
    is: 'credential-helper-not-executable',
  },
  {
    name: 'the file names a program that is not there',
    log: `#2 [internal] load metadata for docker.io/library/node:20
#2 ERROR: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
------
 > [internal] load metadata for docker.io/library/node:20:
------
ERROR: failed to build: failed to solve: node:20: failed to resolve source metadata for docker.io/library/node:20: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
`,
    matches: { helper: 'desktop' },
    world: {
      'config.client': {
        path: '~/.docker/config.json',
        exists: true,
        isReadable: true,
        auths: [],
        helpers: [{ name: 'desktop', isFound: false }],
        proxies: [],
        environment: [],
      },
    },
    speaks: ['for'],
  },
  {
    name: 'another helper proves nothing',
    log: `#2 [internal] load metadata for docker.io/library/node:20
#2 ERROR: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
------
 > [internal] load metadata for docker.io/library/node:20:
------
ERROR: failed to build: failed to solve: node:20: failed to resolve source metadata for docker.io/library/node:20: error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
`,
    matches: { helper: 'desktop' },
    world: {
      'config.client': {
        path: '~/.docker/config.json',
        exists: true,
        isReadable: true,
        auths: [],
        helpers: [{ name: 'quite-another', isFound: false }],
        proxies: [],
        environment: [],
      },
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof credentialHelperMissing> = [
  {
    name: 'Docker Desktop is gone, its entry is not',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'config.client': exampleClient({ helpers: [{ name: 'desktop', isFound: false }] }) },
    finds: [{ facts: { helper: 'desktop' }, how: 'likely' }],
    remedies: ['look-at-config', 'drop-the-entry', 'install-the-helper'],
  },
  {
    name: 'a helper for a registry that this project uses',
    project: { 'compose.yaml': 'services:\n  app:\n    image: registry.example/shop/app:1\n' },
    world: {
      'config.client': exampleClient({ helpers: [{ name: 'acme', registry: 'registry.example', isFound: false }] }),
    },
    finds: [{ facts: { helper: 'acme' }, how: 'likely' }],
  },
  {
    name: 'a helper for another registry, and one that is there',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: {
      'config.client': exampleClient({
        helpers: [
          { name: 'pass', isFound: true },
          { name: 'ecr-login', registry: 'registry.example', isFound: false },
        ],
      }),
    },
    finds: [],
  },
];
