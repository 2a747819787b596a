import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const wheelUnsupportedPlatform = condition({
  id: 'wheel-unsupported-platform',
  stage: 'python',
  title: { en: 'A wheel file is for another Python or platform', zh: 'wheel 文件适用于别的 Python 或平台' },

  signatures: [
    {
      on: 'output',
      says: [
        'is not a supported wheel on this platform',
        "doesn't have a source distribution or wheel for the current platform",
      ],
      pattern: /^(?:(?:ERROR: )?(?<file>[\w.+-]{1,200}\.whl) )?/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  headline: ({ file }) => ({
    en:
      file === ''
        ? 'A wheel is not for this Python or platform'
        : `${file} is not for the Python or platform of the image`,
    zh: file === '' ? 'wheel 不适用于该 Python 或平台' : `${file} 不适用于镜像的 Python 或平台`,
  }),
  why: {
    en: `The name of a wheel says what it fits: cp311 is the Python, then the ABI, then system and architecture. One of them is not that
      of the image: a tag like python:3 moved on, alpine (musllinux) instead of manylinux, or arm64 instead of x86_64.`,
    zh: `wheel 的文件名说明了适用范围：cp311 是 Python 版本，其后是 ABI、系统和架构。其中某一项与镜像不符：
      python:3 这样的标签已更新、用了 alpine（musllinux）而不是 manylinux，或架构是 arm64 而不是 x86_64。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-fits',
      title: { en: 'See which tags this Python accepts', zh: '查看该 Python 接受的标签' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'python:3.12-slim', 'pip', 'debug', '--verbose'], {
          note: { en: 'With your base image.', zh: '换成你的基础镜像。' },
        }),
      ],
    },
    {
      id: 'let-pip-choose',
      title: {
        en: 'Name the package instead of the file, or fit the base image',
        zh: '写包名而不是文件，或调整基础镜像',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'pip then chooses the wheel that fits.', zh: 'pip 会选择合适的 wheel。' },
          {
            before: 'RUN pip install https://files.example/pkg-1.0-cp35-cp35m-linux_x86_64.whl',
            after: 'RUN pip install pkg==1.0',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'pypa/pip',
      path: 'src/pip/_internal/resolution/resolvelib/factory.py',
      symbol: '_make_base_candidate_from_link',
    },
  ],
});

export default wheelUnsupportedPlatform;

export const examples: ExamplesOf<typeof wheelUnsupportedPlatform> = [
  {
    name: 'a wheel for another Python',
    log: `#8 [4/5] RUN pip install tool-1.0-cp35-cp35m-linux_x86_64.whl
#8 0.911 ERROR: tool-1.0-cp35-cp35m-linux_x86_64.whl is not a supported wheel on this platform.
#8 ERROR: process "/bin/sh -c pip install tool-1.0-cp35-cp35m-linux_x86_64.whl" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install tool-1.0-cp35-cp35m-linux_x86_64.whl" did not complete successfully: exit code: 1
`,
    matches: { file: 'tool-1.0-cp35-cp35m-linux_x86_64.whl' },
    verdict: 'confirmed',
  },
  {
    name: 'the index has nothing that fits',
    log: `#8 [4/5] RUN pip install tool==1.0
#8 2.021 ERROR: No matching distribution found for tool==1.0
#8 ERROR: process "/bin/sh -c pip install tool==1.0" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install tool==1.0" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-no-matching-distribution',
  },
];
