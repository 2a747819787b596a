import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const tagImmutable = condition({
  id: 'tag-immutable',
  stage: 'export',
  title: { en: 'The registry does not let this tag be overwritten', zh: '仓库不允许覆盖该标签' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'cannot be overwritten because the ',
      pattern:
        /image tag '(?<tag>[^']{1,128})' already exists in the '(?<repository>[^']{1,255})' repository and cannot be overwritten because the (?:tag|repository) is immutable/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'configured as immutable',
      pattern: /(?:due to '(?<repository>[^':\n]{1,255}):(?<tag>[^'\n]{1,128})' )?configured as immutable/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'immutable tag',
      pattern: /(?:cannot (?:update|overwrite)|rejected due to) (?:an? )?immutable tag/i,
      strength: 'states',
    },
  ],
  facts: (group) => ({ tag: group('tag'), repository: group('repository') }),

  headline: ({ tag, repository }) => ({
    en: `Tag ${tag === '' ? '' : `${tag} `}already exists${repository === '' ? '' : ` in ${repository}`} and may not be overwritten`,
    zh: `标签${tag === '' ? '' : ` ${tag} `}${repository === '' ? '' : `在 ${repository} 中`}已存在，且不允许覆盖`,
  }),
  why: {
    en: `The repository is set to immutable tags: each may be pushed once. The login and the image are fine; a build that runs twice for the
      same version ends like this.`,
    zh: `该 repository 启用了不可变标签：每个标签只能推送一次。登录和镜像都没有问题；同一版本构建两次就会这样。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'push-a-new-tag',
      title: { en: 'Push under a tag of its own, such as the commit', zh: '使用唯一的标签推送，例如提交号' },
      risk: 'reversible',
      steps: [
        run(['docker', 'tag', '<image>', '<repository>:<commit>'], 'reversible'),
        run(['docker', 'push', '<repository>:<commit>'], 'reversible'),
      ],
    },
    {
      id: 'ask-for-mutable',
      title: {
        en: 'If tags such as latest must move: change the setting of the repository',
        zh: '如果 latest 之类的标签需要移动：修改 repository 设置',
      },
      risk: 'read',
      steps: [
        advise(
          'ECR can exclude some tags from immutability; in Harbor and Artifact Registry it is a rule of the project or repository. Ask its owner.',
          'ECR 可以把部分标签排除在外；在 Harbor 和 Artifact Registry 中是项目或 repository 的规则。请联系其所有者。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Amazon ECR', symbol: 'ImageTagAlreadyExistsException' },
    { repo: 'goharbor/harbor', path: 'src/server/middleware/immutable/pushmf.go' },
  ],
});

export default tagImmutable;

export const examples: ExamplesOf<typeof tagImmutable> = [
  {
    name: 'ECR',
    log: `The push refers to repository [123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop]
5f70bf18a086: Layer already exists
tag invalid: The image tag '1.4' already exists in the 'shop' repository and cannot be overwritten because the tag is immutable.
`,
    matches: { tag: '1.4', repository: 'shop' },
    verdict: 'confirmed',
    remedies: ['push-a-new-tag', 'ask-for-mutable'],
  },
  {
    name: 'no permission at all',
    log: `The push refers to repository [docker.io/acme/shop]
5f70bf18a086: Preparing
denied: requested access to the resource is denied
`,
    matches: false,
    is: 'push-denied',
  },
];
