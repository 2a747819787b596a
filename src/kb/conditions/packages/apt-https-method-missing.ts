import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const aptHttpsMethodMissing = condition({
  id: 'apt-https-method-missing',
  stage: 'packages',
  title: { en: 'This apt cannot read https repositories', zh: '该版本的 apt 不支持 https 软件源' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['The method driver /usr/lib/apt/methods/', 'Is the package apt-transport-https installed?'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'apt has no https transport, so it cannot read an https repository',
    zh: 'apt 没有 https 传输组件，无法读取 https 软件源',
  }),
  why: {
    en: `apt older than 1.5 (Debian 9 and Ubuntu 16.04 and before) reads https only with the package apt-transport-https,
      and that has to come from an http repository before the https one is added.`,
    zh: `1.5 之前的 apt（Debian 9、Ubuntu 16.04 及更早）需要 apt-transport-https 才能读取 https 源，
      而且必须在添加 https 源之前，先从 http 源安装它。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-the-transport-first',
      title: { en: 'Install the transport before the https source is added', zh: '在添加 https 源之前安装传输组件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'As a RUN before the sources line.', zh: '放在写入源配置之前。' },
          {
            after: 'RUN apt-get update && apt-get install -y apt-transport-https ca-certificates',
          },
        ),
      ],
    },
    {
      id: 'newer-base',
      title: { en: 'Better: build on a current release', zh: '更好的办法：改用当前的发行版' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'apt 1.5 and later needs nothing extra.', zh: 'apt 1.5 及以后的版本无需额外组件。' },
          { after: 'FROM debian:12-slim' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-pkg/acquire-worker.cc', symbol: 'pkgAcquire::Worker::Start' }],
});

export default aptHttpsMethodMissing;

export const examples: ExamplesOf<typeof aptHttpsMethodMissing> = [
  {
    name: 'an https source on an old release',
    log: `Step 4/9 : RUN apt-get update && apt-get install -y tool
 ---> Running in 2f1c8ab0a6ce
E: The method driver /usr/lib/apt/methods/https could not be found.
N: Is the package apt-transport-https installed?
The command '/bin/sh -c apt-get update && apt-get install -y tool' returned a non-zero code: 100
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'https works, the certificate cannot be verified',
    log: `#6 [2/5] RUN apt-get update
#6 0.611 Err:1 https://mirror.example/debian bookworm InRelease
#6 0.611   Certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.  Could not handshake: Error in the certificate verification. [IP: 192.0.2.7 443]
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'build-tls-unknown-ca',
  },
];
