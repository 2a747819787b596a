import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const pushRepoMissing = condition({
  id: 'push-repo-missing',
  stage: 'export',
  title: { en: 'The repository to push to does not exist', zh: '要推送到的仓库（repository）不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'The repository with name ',
      pattern:
        /The repository with name '(?<repository>[^']{1,255})' does not exist in the registry with id '(?<account>\d{1,20})'/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['name unknown', 'NAME_UNKNOWN'],
      pattern: /(?:name unknown|NAME_UNKNOWN)(?:: (?<message>[^\n]{1,200}))?/,
      also: [{ says: ['failed to push ', 'The push refers to repository'], within: 'log' }],
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['project not found, name or id: ', 'unauthorized: project '],
      pattern: /project (?:not found, name or id: (?<repository>[\w.-]{1,128})|(?<project>[\w.-]{1,128}) not found)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'Repository "',
      pattern: /name unknown: Repository "(?<repository>[^"]{1,255})" not found/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ repository: group('repository') || group('project'), isEcr: group('account') !== '' }),

  headline: ({ repository }) => ({
    en: `The registry has no repository${repository === '' ? ' of that name' : ` ${repository}`} and does not create one by a push`,
    zh: `仓库中没有${repository === '' ? '该名称的' : ` ${repository} 这个`} repository，推送时也不会自动创建`,
  }),
  why: {
    en: `The login was accepted. Some registries (ECR, Artifact Registry, Harbor projects) only take images for repositories that somebody
      created before; a misspelled path looks the same.`,
    zh: `登录已被接受。有些仓库（ECR、Artifact Registry、Harbor 的项目）只接受推送到事先创建好的 repository；路径写错也是同样的结果。`,
  },

  retry: 'useless',
  remedies: ({ repository, isEcr }) => [
    isEcr
      ? {
          id: 'see-repositories',
          title: { en: 'See which repositories exist', zh: '查看已有的 repository' },
          risk: 'read',
          steps: [look(['aws', 'ecr', 'describe-repositories', '--query', 'repositories[].repositoryName'])],
        }
      : {
          id: 'see-repositories',
          title: { en: 'See which repositories exist', zh: '查看已有的 repository' },
          risk: 'read',
          steps: [
            advise(
              'Look it up in the web interface of the registry and compare with the name of the image.',
              '在仓库的网页界面中查看，并与镜像名核对。',
            ),
          ],
        },
    {
      id: 'create-the-repository',
      title: { en: 'Create it, then push again', zh: '创建它，然后重新推送' },
      risk: 'reversible',
      steps: [
        isEcr
          ? run(['aws', 'ecr', 'create-repository', '--repository-name', repository], 'reversible')
          : advise(
              'Create the repository (Harbor: the project, the first part of the path) in the registry.',
              '在仓库中创建 repository（Harbor：创建项目，即路径的第一段）。',
            ),
      ],
    },
  ],

  sources: [
    { repo: 'distribution/distribution', path: 'registry/api/errcode/register.go', symbol: 'ErrorCodeNameUnknown' },
    { repo: 'Amazon ECR', symbol: 'RepositoryNotFoundException' },
  ],
});

export default pushRepoMissing;

export const examples: ExamplesOf<typeof pushRepoMissing> = [
  {
    name: 'ECR',
    log: `The push refers to repository [123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop]
5f70bf18a086: Preparing
name unknown: The repository with name 'shop' does not exist in the registry with id '123456789012'
`,
    matches: { repository: 'shop', isEcr: true },
    verdict: 'confirmed',
    remedies: ['see-repositories', 'create-the-repository'],
  },
  {
    name: 'a pull of a name that does not exist',
    log: `Error response from daemon: name unknown
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
