import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const mesonTooOld = condition({
  id: 'meson-too-old',
  stage: 'c',
  title: { en: 'The project needs a newer Meson', zh: '项目需要更新的 Meson' },

  signatures: [
    {
      on: 'output',
      says: 'ERROR: Meson version is ',
      pattern: /Meson version is (?<have>[\w.]{1,20}) but project requires (?<want>[<>=!~ ]{0,4}[\w.]{1,20})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ have: group('have'), want: group('want') }),

  headline: ({ have, want }) => ({
    en: `The project requires Meson ${want}, the image has ${have}`,
    zh: `项目要求 Meson ${want}，镜像中是 ${have}`,
  }),
  why: {
    en: 'The Meson of a distribution is as old as the distribution; a project may ask for a feature that came later.',
    zh: '发行版中的 Meson 与发行版一样旧；项目可能需要之后才有的功能。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-meson',
      title: { en: 'Take Meson from PyPI, or a newer base image', zh: '从 PyPI 安装 Meson，或使用更新的基础镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In an environment of its own.', zh: '放在独立的环境中。' },
          {
            after:
              'RUN python3 -m venv /opt/meson && /opt/meson/bin/pip install meson ninja && ln -s /opt/meson/bin/meson /usr/local/bin/meson',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mesonbuild/meson', path: 'mesonbuild/interpreter/interpreter.py', symbol: 'handle_meson_version' },
  ],
});

export default mesonTooOld;

export const examples: ExamplesOf<typeof mesonTooOld> = [
  {
    name: 'Debian 11',
    log: `#8 [4/5] RUN meson setup build
#8 1.104 meson.build:3:0: ERROR: Meson version is 0.56.2 but project requires >= 0.60.0
#8 ERROR: process "/bin/sh -c meson setup build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c meson setup build" did not complete successfully: exit code: 1
`,
    matches: { have: '0.56.2', want: '>= 0.60.0' },
    verdict: 'confirmed',
  },
  {
    name: 'a library',
    log: `#8 [4/5] RUN meson setup build
#8 1.104 meson.build:20:0: ERROR: Dependency "glib-2.0" not found, tried pkgconfig and cmake
#8 ERROR: process "/bin/sh -c meson setup build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c meson setup build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-header-or-lib-missing',
  },
];
