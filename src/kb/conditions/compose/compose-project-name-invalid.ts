import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeProjectNameInvalid = condition({
  id: 'compose-project-name-invalid',
  stage: 'compose',
  title: {
    en: 'The project name is empty or has characters Compose does not allow',
    zh: '项目名为空，或含有 Compose 不允许的字符',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'must consist only of lowercase alphanumeric characters, hyphens',
        'project name must not be empty',
        'is not a valid project name',
      ],
      pattern:
        /(?:invalid project name )?"?(?<name>[^"\n]{0,120})"?:? ?(?:must consist only|project name must not be empty|is not a valid project name)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name').replace(/^.*"|: ?$/g, '') }),

  headline: () => ({
    en: 'Compose cannot make a project name of this folder, -p or COMPOSE_PROJECT_NAME',
    zh: 'Compose 无法从目录名、-p 或 COMPOSE_PROJECT_NAME 得到合法的项目名',
  }),
  why: {
    en: `The name is the folder's in lower case, unless it is given. Only a-z, 0-9, "-" and "_" remain; a folder with a name in other scripts, or "/", leaves nothing.`,
    zh: `未指定时，项目名取目录名的小写形式，只保留 a-z、0-9、“-”、“_”；用其他文字命名的目录或 “/” 会变成空。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'name-the-project',
      title: { en: 'Name the project in the file', zh: '在文件里写明项目名' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'As the first line. Existing volumes belong to the old name.', zh: '写在第一行。已有的卷属于旧名字。' },
          { after: 'name: shop' },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/loader.go', symbol: 'InvalidProjectNameErr' }],
});

export default composeProjectNameInvalid;

export const examples: ExamplesOf<typeof composeProjectNameInvalid> = [
  {
    name: 'capital letters with -p',
    log: `invalid project name "Shop.Test": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the name of an image',
    log: `unable to get image 'Shop:1': Error response from daemon: invalid reference format: repository name (library/Shop) must be lowercase
`,
    matches: false,
  },
];
