import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run, shell } from '#core/model/steps.ts';

const traefikAcmePermissions = condition({
  id: 'traefik-acme-permissions',
  stage: 'runtime',
  title: { en: 'Traefik cannot use its file of certificates', zh: 'Traefik 无法使用证书文件' },

  signatures: [
    {
      on: 'output',
      says: 'unable to get ACME account',
      pattern:
        /unable to get ACME account ?: (?<reason>(?:permissions \d{3,4} for (?<file>[^\s"\\]{1,200}) are too open|open (?<missing>[^\s":]{1,200}): [^\n"]{1,80}|read (?<folder>[^\s":]{1,200}): is a directory|[^\n"]{1,120}))/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    file: group('file') || group('missing') || group('folder'),
    isOpen: group('file') !== '',
    service: event.service ?? 'traefik',
  }),

  headline: ({ file, isOpen, service }) => ({
    en: isOpen
      ? `${service} leaves out its resolver: ${file} can be read by others`
      : `${service} leaves out its resolver: it cannot use ${file === '' ? 'the file of its ACME account' : file}`,
    zh: isOpen
      ? `${service} 跳过了证书 resolver：${file} 他人可读`
      : `${service} 跳过了证书 resolver：无法使用${file === '' ? ' ACME 账号文件' : ` ${file}`}`,
  }),
  why: {
    en: `acme.json holds private keys, and Traefik takes it only with mode 600. Without the resolver every router that names it serves the default certificate; "uses a non-existent resolver" is only the consequence. A file that did not exist on the host was mounted as a folder.`,
    zh: `acme.json 中有私钥，Traefik 只接受权限 600。没有 resolver 时，用到它的路由都会给出默认证书；“uses a non-existent resolver” 只是后果。宿主机上不存在的文件会被挂载成目录。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'mode-600',
      title: { en: 'Give the file mode 600, or make it', zh: '把文件权限设为 600，或创建它' },
      risk: 'disruptive',
      steps: [
        shell(
          'touch acme.json && chmod 600 acme.json',
          'if (-not (Test-Path acme.json)) { New-Item acme.json }',
          'reversible',
        ),
        run(['docker', 'compose', 'up', '-d', '--force-recreate', service], 'disruptive'),
      ],
    },
    {
      id: 'named-volume',
      title: {
        en: 'On Windows or macOS shares: keep it in a named volume',
        zh: '在 Windows 或 macOS 共享目录上：放在命名卷里',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'A mode holds there.', zh: '命名卷能保存权限。' },
          { before: './acme.json:/acme.json', after: 'letsencrypt:/letsencrypt' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'traefik/traefik', path: 'pkg/provider/acme/local_store_unix.go', symbol: 'CheckFile' }],
});

export default traefikAcmePermissions;

export const examples: ExamplesOf<typeof traefikAcmePermissions> = [
  {
    name: 'readable by others',
    log: `traefik-1  | time="2026-01-01T10:00:00Z" level=error msg="The ACME resolver \\"le\\" is skipped from the resolvers list because: unable to get ACME account: permissions 640 for acme.json are too open, please use 600"
traefik-1  | time="2026-01-01T10:00:02Z" level=error msg="the router web@docker uses a non-existent resolver: le"
traefik-1 exited with code 1
`,
    matches: { file: 'acme.json', service: 'traefik' },
  },
  {
    name: 'the socket',
    log: `traefik-1  | time="2026-01-01T10:00:00Z" level=error msg="Failed to retrieve information of the docker client and server host: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock" providerName=docker
traefik-1 exited with code 1
`,
    matches: false,
    is: 'socket-permission-denied',
  },
];
