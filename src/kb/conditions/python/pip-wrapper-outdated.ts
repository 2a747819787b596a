import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const pipWrapperOutdated = condition({
  id: 'pip-wrapper-outdated',
  stage: 'python',
  title: { en: 'The pip command belongs to an older pip', zh: 'pip 命令属于旧版本的 pip' },

  signatures: [
    {
      on: 'output',
      says: "ImportError: cannot import name '",
      pattern: /^ImportError: cannot import name '?main'?(?: from 'pip'.{0,200})?$/,
      when: isOfStep,
      strength: 'states',
    },
    { on: 'output', says: 'ImportError: cannot import name main', when: isOfStep, strength: 'states' },
    { on: 'output', says: "ModuleNotFoundError: No module named 'pip._internal", when: isOfStep },
  ],

  headline: () => ({
    en: 'The pip command was written by another version of pip than the one it finds',
    zh: 'pip 命令与它找到的 pip 版本不一致',
  }),
  why: {
    en: `"pip install --upgrade pip" put a new pip beside the one of the distribution, whose command /usr/bin/pip stays as it was and calls a function that pip 10 removed.`,
    zh: `“pip install --upgrade pip” 在发行版自带的 pip 旁边装了新的 pip，而 /usr/bin/pip 命令没有变，仍调用 pip 10 已删除的函数。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'as-a-module',
      title: { en: 'Call pip as a module', zh: '以模块方式调用 pip' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Then command and module are always the same.', zh: '这样命令与模块总是一致。' },
          {
            before: 'RUN pip3 install --upgrade pip && pip3 install -r requirements.txt',
            after: 'RUN python3 -m pip install --upgrade pip && python3 -m pip install -r requirements.txt',
          },
        ),
      ],
    },
    {
      id: 'no-upgrade',
      title: { en: 'Or do not upgrade the pip of the distribution', zh: '或不升级发行版自带的 pip' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'It is the one its packages were tested with.', zh: '发行版的包是用它测试的。' },
          { after: 'RUN pip3 install -r requirements.txt' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'NEWS.rst' }],
});

export default pipWrapperOutdated;

export const examples: ExamplesOf<typeof pipWrapperOutdated> = [
  {
    name: 'after the upgrade',
    log: `#7 [3/5] RUN pip3 install --upgrade pip && pip3 install flask
#7 0.200 Traceback (most recent call last):
#7 0.600   File "/usr/bin/pip3", line 9, in <module>
#7 1.000     from pip import main
#7 1.400 ImportError: cannot import name 'main'
#7 ERROR: process "/bin/sh -c pip3 install --upgrade pip && pip3 install flask" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip3 install --upgrade pip && pip3 install flask" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a module of the application',
    log: `#7 [3/5] RUN python app.py
#7 0.200 ImportError: cannot import name 'mainly' from 'app'
#7 ERROR: process "/bin/sh -c python app.py" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c python app.py" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
