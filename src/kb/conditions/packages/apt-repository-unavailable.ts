import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { aptRepositoryIn } from '../../shared/apt-repository.ts';

const aptRepositoryUnavailable = condition({
  id: 'apt-repository-unavailable',
  stage: 'packages',
  title: { en: 'The apt repository answers with a server error', zh: 'apt 软件源返回服务器错误' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Failed to fetch http',
      pattern:
        /Failed to fetch (?<url>https?:\/\/[^\s]{1,300})\s+(?<status>50[0-4] {1,2}[A-Z][\w -]{1,40}|HttpError50[0-4])/,
      strength: 'states',
    },
  ],
  facts: (group, { text }) => ({ status: group('status').trim(), url: aptRepositoryIn(text)?.url ?? group('url') }),

  headline: ({ url, status }) => ({ en: `${url} answered ${status}`, zh: `${url} 返回 ${status}` }),
  why: {
    en: `The mirror was reached and failed on its own side. apt then goes on with the indexes it has, so a later
      "Unable to locate package" only follows from this.`,
    zh: `已连上镜像站，但它自身出错。apt 会继续使用已有的索引，所以后面的 “Unable to locate package” 只是它的后果。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'build-again',
      title: { en: 'Build again in a few minutes', zh: '过几分钟再构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
    {
      id: 'retry-or-other-mirror',
      title: { en: 'Let apt retry, or name another mirror', zh: '让 apt 重试，或换一个镜像站' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Retries cover short outages.', zh: '重试可以覆盖短暂的故障。' },
          { after: 'RUN apt-get -o Acquire::Retries=3 update && apt-get install -y …' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'methods/basehttp.cc', symbol: 'BaseHttpMethod::DealWithHeaders' }],
});

export default aptRepositoryUnavailable;

export const examples: ExamplesOf<typeof aptRepositoryUnavailable> = [
  {
    name: 'the mirror is overloaded; the package then seems missing',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y curl
#5 0.159 W: Failed to fetch http://mirror.example/debian/dists/bookworm/InRelease  503  Service Unavailable [IP: 192.0.2.7 80]
#5 0.159 W: Some index files failed to download. They have been ignored, or old ones used instead.
#5 0.171 E: Unable to locate package curl
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: { url: 'http://mirror.example/debian' },
  },
  {
    name: 'the file is not there',
    log: `#5 [2/2] RUN apt-get install -y curl
#5 0.226 E: Failed to fetch http://mirror.example/debian/pool/main/c/curl/curl_7.88.1-10_amd64.deb  404  Not Found [IP: 192.0.2.7 80]
#5 ERROR: process "/bin/sh -c apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-404-stale-index',
  },
];
