import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const nginxConfigInvalid = condition({
  id: 'nginx-config-invalid',
  stage: 'data',
  title: { en: 'nginx refuses its configuration', zh: 'nginx 拒绝了自己的配置' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['[emerg]'],
      pattern:
        /\[emerg\] (?:\d+#\d+: )?(?<reason>(?:unknown directive|cannot load certificate(?: key)?|invalid number of arguments|unexpected |"\w+" directive is not allowed|open\(\) "[^"]{1,200}" failed \(2|no "\w+"|invalid parameter|duplicate |unknown "\w+" variable|invalid value|directive |SSL_CTX|pread\(\) |getpwnam|host not found in resolver|could not build |the "\w+" directive|"\w+" directive)[^\n]{0,200})/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service ?? 'nginx' }),

  yieldsTo: ['nginx-upstream-not-found', 'bind-file-vs-directory'],
  headline: ({ reason, service }) => ({
    en: `${service} does not start: ${reason}`,
    zh: `${service} 无法启动：${reason}`,
  }),
  why: {
    en: `nginx checks its whole configuration first and stops at the first mistake, with file and line. Besides typing errors it is often a certificate that was not mounted,
      a file that Docker created as a folder, or a template whose variables were empty.`,
    zh: `nginx 会先检查全部配置，遇到第一个错误就停止，并给出文件和行号。除笔误外，常见的是证书没有挂载、
      文件被 Docker 建成了目录，或模板里的变量为空。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'test-the-configuration',
      title: { en: 'Test the configuration with the same mounts', zh: '用相同的挂载测试配置' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'run', '--rm', '--no-deps', service, 'nginx', '-t'])],
    },
    {
      id: 'correct-the-line',
      title: { en: 'Correct the line it names, then reload', zh: '改正它指出的行，再重新加载' },
      risk: 'disruptive',
      steps: [
        edit('nginx.conf', { en: 'The file and line of the message.', zh: '消息中的文件和行。' }),
        run(['docker', 'compose', 'up', '-d', '--force-recreate', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'nginx/nginx', path: 'src/core/ngx_conf_file.c', symbol: 'ngx_conf_handler' }],
});

export default nginxConfigInvalid;

export const examples: ExamplesOf<typeof nginxConfigInvalid> = [
  {
    name: 'a certificate that is not mounted',
    log: `web-1  | nginx: [emerg] cannot load certificate "/etc/nginx/certs/shop.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)
web-1 exited with code 1
`,
    matches: { service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'an upstream is missing',
    log: `web-1  | nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:7
web-1 exited with code 1
`,
    matches: false,
    is: 'nginx-upstream-not-found',
  },
];
