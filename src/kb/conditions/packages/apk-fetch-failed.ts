import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const apkFetchFailed = condition({
  id: 'apk-fetch-failed',
  stage: 'packages',
  title: { en: 'apk could not fetch its index or a package', zh: 'apk 无法获取索引或软件包' },

  signatures: [
    {
      on: ['output', 'error', 'warning'],
      says: ['fetching http', 'Ignoring http', 'updating http', 'opening http'],
      pattern:
        /(?:WARNING: )?(?:fetching|Ignoring|updating and opening|opening) (?<url>https?:\/\/[^\s]{1,300}?):? (?<reason>temporary error \(try again later\)|network error[^\n]{0,60}|could not connect[^\n]{0,60}|network connection aborted|remote server returned error[^\n]{0,60}|operation timed out|Permission denied|I\/O error|IO ERROR|No such file or directory|HTTP \d+[^\n]{0,40}|unexpected end of file)/,
    },
    {
      on: ['output', 'error'],
      says: 'temporary error (try again later)',
      pattern: /(?:^|: )(?<name>[\w.+-]{1,80})?:? ?(?<reason>temporary error \(try again later\))/,
    },
    {
      on: ['output', 'error'],
      says: 'network error (check Internet connection and firewall)',
      pattern: /(?<reason>network error \(check Internet connection and firewall\))/,
    },
    {
      on: ['output', 'error'],
      says: 'package mentioned in index not found',
      pattern: /ERROR: (?<name>\S{1,120}): (?<reason>package mentioned in index not found)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url'), reason: group('reason') }),

  yieldsTo: ['build-tls-unknown-ca', 'proxy-missing-in-build', 'apk-untrusted', 'disk-full-data-root'],
  headline: ({ url, reason }) => ({
    en: url === '' ? `apk could not fetch from its repository: ${reason}` : `apk could not fetch ${url}: ${reason}`,
    zh: url === '' ? `apk 无法从软件源获取文件：${reason}` : `apk 无法获取 ${url}：${reason}`,
  }),
  why: {
    en: `apk goes on with the indexes it has, so packages then seem not to exist; the network line is the first cause. A
      temporary error is a failed name lookup or connection inside the step; "Permission denied" with a new Alpine on an old
      engine means the engine's seccomp profile is too old.`,
    zh: `apk 会用已有的索引继续，于是软件包看起来不存在；网络错误才是最初的原因。temporary error 表示步骤内域名解析或连接失败；
      新版 Alpine 在旧引擎上报 “Permission denied”，说明引擎的 seccomp 配置太旧。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-from-a-container',
      title: { en: 'Try the repository from a container', zh: '从容器里测试软件源' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'run',
          '--rm',
          'alpine:3.20',
          'sh',
          '-c',
          'cat /etc/resolv.conf /etc/apk/repositories; apk update',
        ]),
      ],
    },
    {
      id: 'build-again',
      title: { en: 'If that works, build again', zh: '如果可用，重新构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
    {
      id: 'use-a-mirror',
      title: { en: 'Use a mirror that the network reaches', zh: '改用网络可达的镜像站' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the first apk call.', zh: '放在第一次调用 apk 之前。' },
          {
            after: "RUN sed -i 's|//[^/]*/|//mirror.example/|' /etc/apk/repositories",
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'alpinelinux/apk-tools', path: 'src/print.c', symbol: 'apk_error_str' }],
});

export default apkFetchFailed;

export const examples: ExamplesOf<typeof apkFetchFailed> = [
  {
    name: 'the index is not reached; the package then seems missing',
    log: `#5 [2/3] RUN apk add --no-cache git
#5 0.112 fetch https://alpine.example/alpine/v3.20/main/x86_64/APKINDEX.tar.gz
#5 5.120 WARNING: fetching https://alpine.example/alpine/v3.20/main: temporary error (try again later)
#5 5.121 ERROR: unable to select packages:
#5 5.121   git (no such package):
#5 5.121     required by: world[git]
#5 ERROR: process "/bin/sh -c apk add --no-cache git" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add --no-cache git" did not complete successfully: exit code: 1
`,
    matches: { reason: 'temporary error (try again later)' },
  },
  {
    name: 'the index was read and lacks the name',
    log: `#5 [2/3] RUN apk add --no-cache gti
#5 0.112 fetch https://alpine.example/alpine/v3.20/main/x86_64/APKINDEX.tar.gz
#5 1.121 ERROR: unable to select packages:
#5 1.121   gti (no such package):
#5 1.121     required by: world[gti]
#5 ERROR: process "/bin/sh -c apk add --no-cache gti" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add --no-cache gti" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'apk-no-such-package',
  },
];
