import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const download5xx = condition({
  id: 'download-5xx',
  stage: 'shell',
  title: { en: 'The server of a download has a failure of its own', zh: '下载服务器自身出错' },

  signatures: [
    {
      on: 'output',
      says: [
        'ERROR 500: ',
        'ERROR 502: ',
        'ERROR 503: ',
        'ERROR 504: ',
        'The requested URL returned error: 500',
        'The requested URL returned error: 502',
        'The requested URL returned error: 503',
        'The requested URL returned error: 504',
        'server returned error: HTTP/1.1 50',
        'HTTP Error 503: ',
        'HTTP Error 502: ',
        'HTTP Error 500: ',
      ],
      pattern: /(?:ERROR |error: |HTTP\/1\.1 |HTTP Error )(?<status>50\d)/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ status: group('status') }),

  headline: ({ status }) => ({
    en: `The server that the step downloads from answered ${status}`,
    zh: `步骤下载所用的服务器返回 ${status}`,
  }),
  why: {
    en: `The address was reached and the server failed on its own side. The Dockerfile and your network are fine; the outage usually
      passes.`,
    zh: `已连上该地址，但服务器自身出错。Dockerfile 和你的网络都没有问题；故障通常会自行恢复。`,
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
      id: 'retry-in-the-step',
      title: { en: 'Let the download retry', zh: '让下载自动重试' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'curl retries 5xx answers.', zh: 'curl 会对 5xx 自动重试。' },
          { after: 'RUN curl -fsSL --retry 5 --retry-delay 3 https://… -o file' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'mirror/wget', path: 'src/http.c', symbol: 'http_loop' }],
});

export default download5xx;

export const examples: ExamplesOf<typeof download5xx> = [
  {
    name: 'wget',
    log: `#6 [2/4] RUN wget https://files.example/tool-1.2.tgz
#6 0.512 2026-11-22 13:34:46 ERROR 503: Service Unavailable.
#6 ERROR: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
------
ERROR: failed to solve: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
`,
    matches: { status: '503' },
    verdict: 'confirmed',
  },
  {
    name: 'the file is not there',
    log: `#6 [2/4] RUN wget https://files.example/tool-1.2.tgz
#6 0.512 2026-11-22 13:34:46 ERROR 404: Not Found.
#6 ERROR: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
------
ERROR: failed to solve: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
`,
    matches: false,
    is: 'download-404',
  },
];
