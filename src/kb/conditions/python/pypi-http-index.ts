import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pypiHttpIndex = condition({
  id: 'pypi-http-index',
  stage: 'python',
  title: {
    en: 'The Python index is asked over http, which it no longer serves',
    zh: '以 http 访问 Python 索引，而它已不再支持',
  },

  signatures: [
    {
      on: 'output',
      says: ['403 SSL is required', 'SSL is required'],
      pattern: /SSL is required/,
      when: isOfBuild,
      strength: 'states',
    },
    { on: 'output', says: 'No distributions at all found for ', when: isOfBuild },
    {
      on: 'output',
      says: [
        'No matching distribution found for',
        'Could not find any downloads that satisfy',
        'Could not find suitable distribution for Requirement',
      ],
      also: [{ says: ['http://pypi.python.org/simple', 'http://pypi.python.org/pypi'] }],
      when: isOfBuild,
    },
  ],

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'proxy-missing-in-build'],
  headline: () => ({
    en: 'The Python index is asked over plain http, or by a client too old for it',
    zh: '正在用明文 http（或过旧的客户端）访问 Python 索引',
  }),
  why: {
    en: `PyPI has answered only https since 2017. An index address with http://, an old easy_install, or a pip before 9 then finds
      nothing at all for any package. The package exists.`,
    zh: `PyPI 自 2017 年起只支持 https。使用 http:// 的索引地址、旧版 easy_install 或 pip 9 之前的版本，会对任何包都查不到。包本身是存在的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'https-and-newer-pip',
      title: { en: 'Use https and a current pip', zh: '使用 https 和较新的 pip' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Remove http:// index addresses from pip.conf, setup.cfg and the command.',
            zh: '删除 pip.conf、setup.cfg 和命令中的 http:// 索引地址。',
          },
          { after: 'RUN pip install --index-url https://<index>/simple -r requirements.txt' },
        ),
        edit(
          'Dockerfile',
          { en: 'An old image: get pip anew.', zh: '旧镜像：重新安装 pip。' },
          { after: 'ADD https://bootstrap.pypa.io/pip/2.7/get-pip.py /tmp/get-pip.py\nRUN python /tmp/get-pip.py' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypi/warehouse', path: 'warehouse/utils/…', symbol: 'require_https' }],
});

export default pypiHttpIndex;

export const examples: ExamplesOf<typeof pypiHttpIndex> = [
  {
    name: 'a very old pip',
    log: `Step 4/9 : RUN pip install pygments
 ---> Running in 2f1c8ab0a6ce
Downloading/unpacking pygments
  Cannot fetch index base URL http://pypi.python.org/simple/
  Could not find any downloads that satisfy the requirement pygments
No distributions at all found for pygments
The command '/bin/sh -c pip install pygments' returned a non-zero code: 1
`,
    matches: {},
  },
  {
    name: 'the index answered over https',
    log: `#8 [4/5] RUN pip install flask==99
#8 2.021 ERROR: No matching distribution found for flask==99
#8 ERROR: process "/bin/sh -c pip install flask==99" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install flask==99" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-no-matching-distribution',
  },
];
