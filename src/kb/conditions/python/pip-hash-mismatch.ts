import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipHashMismatch = condition({
  id: 'pip-hash-mismatch',
  stage: 'python',
  title: {
    en: 'A downloaded Python package does not have the hash that was recorded',
    zh: '下载的 Python 包与记录的哈希不符',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'THESE PACKAGES DO NOT MATCH THE HASHES',
        'Hash mismatch for `',
        'In --require-hashes mode, all requirements must have their versions pinned',
        'Hashes are required in --require-hashes mode',
        'not in poetry.lock metadata',
      ],
      pattern: /^(?:.{0,80}?Hash mismatch for `(?<name>[^`]{1,100})`)?/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `pip got another file than the requirements record${name === '' ? '' : ` for ${name}`}`,
    zh: `pip 得到的文件与依赖文件记录的不同${name === '' ? '' : `（${name}）`}`,
  }),
  why: {
    en: `The requirements carry hashes. The file that arrived is another one: a wheel for another platform that was not recorded, a
      release that was uploaded anew, or a proxy or cache that changed or cut it.`,
    zh: `依赖文件带有哈希，而收到的是另一个文件：可能是没有记录的其他平台的 wheel、重新上传的版本，或被代理、缓存修改、截断的内容。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'download-again',
      title: { en: 'Download it again without the cache', zh: '不用缓存重新下载' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'If the hash it "Got" changes from run to run, a proxy is at fault.',
            zh: '如果每次 “Got” 的哈希都不同，就是代理的问题。',
          },
          { after: 'RUN pip install --no-cache-dir -r requirements.txt' },
        ),
      ],
    },
    {
      id: 'record-again',
      title: { en: 'If the file is right, record the hashes anew', zh: '如果文件无误，重新生成哈希' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'With pip-compile --generate-hashes, for the platform of the image.',
          zh: '针对镜像的平台执行 pip-compile --generate-hashes。',
        }),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'src/pip/_internal/exceptions.py', symbol: 'HashMismatch' }],
});

export default pipHashMismatch;

export const examples: ExamplesOf<typeof pipHashMismatch> = [
  {
    name: 'another file arrived',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 1.911 ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.
#8 1.911     flask==3.0.3 from https://files.example/flask-3.0.3-py3-none-any.whl:
#8 1.911         Expected sha256 0000
#8 1.911              Got        aaaa
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'apt got another file',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y tool
#5 0.219 E: Failed to fetch http://mirror.example/debian/pool/tool_1.0_all.deb  Hash Sum mismatch
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y tool" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y tool" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-hash-mismatch',
  },
];
