import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipRequirementsInvalid = condition({
  id: 'pip-requirements-invalid',
  stage: 'python',
  title: { en: 'A line of the requirements is not valid', zh: '依赖文件中有无效的一行' },

  signatures: [
    {
      on: 'output',
      says: ['Invalid requirement: ', 'InvalidRequirement: '],
      pattern: /Invalid ?[rR]equirement: (?<line>[^\n]{1,160})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'has an empty revision (after @)',
      pattern: /The URL '(?<line>[^']{1,200})'/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'has different name in metadata: ',
      pattern: /Requested (?<line>.{1,160}) has different name in metadata: /,
      when: isOfBuild,
      strength: 'states',
    },
    { on: 'output', says: 'pip._internal.exceptions.RequirementsFileParseError', when: isOfBuild, strength: 'states' },
  ],
  facts: (group) => ({ line: group('line') }),

  yieldsTo: ['build-arg-missing', 'locale-not-utf8', 'pip-setuptools-too-old'],
  headline: ({ line }) => ({ en: `pip cannot read a requirement: ${line}`, zh: `pip 无法解析一条依赖：${line}` }),
  why: {
    en: `pip stopped while it read the file, before any download: one "=" instead of "==", a file saved as UTF-16 on Windows, a path of
      the machine where pip freeze ran ("@ file:///"), or an address without a revision.`,
    zh: `pip 在读取文件时就停止了，还没有下载：可能把 “==” 写成了 “=”，文件在 Windows 上保存成了 UTF-16，
      含有执行 pip freeze 那台机器的路径（“@ file:///”），或地址缺少版本。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'correct-the-line',
      title: { en: 'Correct the line', zh: '修正这一行' },
      risk: 'reversible',
      steps: [
        look(['file', 'requirements.txt']),
        edit(
          'requirements.txt',
          { en: 'UTF-8, one requirement a line.', zh: '使用 UTF-8，每行一条依赖。' },
          { after: 'flask==3.0.3' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'src/pip/_internal/req/constructors.py', symbol: 'parse_req_from_line' }],
});

export default pipRequirementsInvalid;

export const examples: ExamplesOf<typeof pipRequirementsInvalid> = [
  {
    name: 'one equals sign',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 0.911 ERROR: Invalid requirement: 'numpy=1.2': Expected end or semicolon (after name and no valid version specifier)
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the file is not there',
    log: `#7 [3/5] RUN pip install -r requirements.txt
#7 0.711 ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'
#7 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-path-missing',
  },
];
