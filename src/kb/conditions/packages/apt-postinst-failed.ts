import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const aptPostinstFailed = condition({
  id: 'apt-postinst-failed',
  stage: 'packages',
  title: { en: 'The installation script of a Debian package failed', zh: 'Debian 软件包的安装脚本执行失败' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'dpkg: error processing ',
      pattern:
        /dpkg: error processing (?:package|archive) (?<name>\S{1,200}) \(--(?:configure|unpack|install|remove)\)/,
      unless: [{ says: ' cannot access archive' }],
    },
    { on: ['output', 'error'], says: 'Sub-process /usr/bin/dpkg returned an error code' },
  ],
  facts: (group) => ({ name: group('name').split('/').at(-1) ?? '' }),

  yieldsTo: [
    'dpkg-wrong-architecture',
    'download-not-archive',
    'qemu-segfault',
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
    'build-oom-killed',
    'dpkg-local-deps-missing',
    'interactive-prompt',
    'build-step-dns-failure',
  ],
  headline: ({ name }) => ({
    en: name === '' ? 'dpkg could not install a package' : `dpkg could not set up "${name}"`,
    zh: name === '' ? 'dpkg 未能安装某个软件包' : `dpkg 未能配置 "${name}"`,
  }),
  why: {
    en: `The package was downloaded, but its own maintainer script (or its unpacking) failed. Typical reasons in a build: it
      wants to start a service, asks a question, needs a directory that slim images leave out (/usr/share/man/man1), or
      runs under emulation. The lines just above this one come from that script.`,
    zh: `软件包已下载，但它自己的维护脚本（或解包）失败了。构建中的典型原因：它要启动服务、要提问、
      需要 slim 镜像里没有的目录（/usr/share/man/man1），或运行在模拟环境中。上面紧邻的几行就是该脚本的输出。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'help-the-script',
      title: { en: 'Give the script what it needs', zh: '提供脚本所需的条件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'No questions, keep old configuration files, and the directories slim images lack.',
            zh: '不提问、保留旧配置文件，并补上 slim 镜像缺少的目录。',
          },
          {
            after: `RUN mkdir -p /usr/share/man/man1 && apt-get update \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -o Dpkg::Options::=--force-confold …`,
          },
        ),
        advise(
          'If the script ends with exit status 132 or 139 and the platform is not that of the machine, build on a machine of that architecture.',
          '如果脚本以 132 或 139 退出，且目标平台与本机不同，请在对应架构的机器上构建。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'guillemj/dpkg', path: 'src/main/errors.c', symbol: 'print_error_perpackage' }],
});

export default aptPostinstFailed;

export const examples: ExamplesOf<typeof aptPostinstFailed> = [
  {
    name: 'a slim image has no directory for manual pages',
    log: `#8 [3/6] RUN apt-get update && apt-get install -y default-jre-headless
#8 9.101 update-alternatives: error: error creating symbolic link '/usr/share/man/man1/rmid.1.gz.dpkg-tmp': No such file or directory
#8 9.104 dpkg: error processing package openjdk-17-jre-headless:amd64 (--configure):
#8 9.104  installed openjdk-17-jre-headless:amd64 package post-installation script subprocess returned error exit status 2
#8 9.310 E: Sub-process /usr/bin/dpkg returned an error code (1)
#8 ERROR: process "/bin/sh -c apt-get update && apt-get install -y default-jre-headless" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y default-jre-headless" did not complete successfully: exit code: 100
`,
    matches: { name: 'openjdk-17-jre-headless:amd64' },
  },
  {
    name: 'dpkg ran by hand, and dependencies are missing',
    log: `#8 [3/6] RUN dpkg -i /tmp/tool.deb
#8 0.410 dpkg: dependency problems prevent configuration of tool:
#8 0.410  tool depends on libgtk-3-0; however:
#8 0.410   Package libgtk-3-0 is not installed.
#8 0.412 Errors were encountered while processing:
#8 0.412  tool
#8 ERROR: process "/bin/sh -c dpkg -i /tmp/tool.deb" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dpkg -i /tmp/tool.deb" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dpkg-local-deps-missing',
  },
];
