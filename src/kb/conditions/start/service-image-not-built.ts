import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const serviceImageNotBuilt = condition({
  id: 'service-image-not-built',
  stage: 'start',
  title: {
    en: 'The image of a service has to be built here, not pulled',
    zh: '某服务的镜像需要在本地构建，而不是拉取',
  },

  signatures: [
    {
      on: ['output', 'warning', 'error'],
      says: 'Some service image(s) must be built from source by running',
      strength: 'states',
    },
    {
      on: 'error',
      says: 'pull access denied for ',
      pattern: /pull access denied for (?<image>[\w./-]{1,200}),/,
      also: [{ says: ['must be built from source by running', 'image(s) must be built from source'], within: 'log' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ image: group('image') }),

  headline: ({ image }) => ({
    en: `${image === '' ? 'The image of a service' : image} is in no registry: the compose file says how to build it`,
    zh: `${image === '' ? '某服务的镜像' : `${image} `}不在任何仓库中：compose 文件写明了如何构建它`,
  }),
  why: {
    en: `The service has both build and image, and Compose was told to pull (pull, --no-build, pull_policy) before the image was built. The registry
      then says "pull access denied", but no login helps.`,
    zh: `该服务同时有 build 和 image，而 Compose 在构建之前就去拉取（pull、--no-build 或 pull_policy）。
      仓库于是返回 "pull access denied"，但登录没有用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'build-it',
      title: { en: 'Build it', zh: '构建它' },
      risk: 'costly',
      steps: [
        run(['docker', 'compose', 'build'], 'costly'),
        run(['docker', 'compose', 'pull', '--ignore-buildable'], 'reversible'),
      ],
    },
    {
      id: 'never-pull',
      title: { en: 'Tell Compose not to pull it', zh: '让 Compose 不去拉取' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'At the service that has build.', zh: '写在有 build 的服务里。' },
          { after: 'pull_policy: build' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/pull.go', symbol: 'pull' }],
});

export default serviceImageNotBuilt;

export const examples: ExamplesOf<typeof serviceImageNotBuilt> = [
  {
    name: 'docker compose pull',
    log: ` app Warning pull access denied for shop-app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
WARNING: Some service image(s) must be built from source by running:
    docker compose build app
Error response from daemon: pull access denied for shop-app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
`,
    matches: { image: 'shop-app' },
  },
  {
    name: 'an image of somebody else',
    log: `Error response from daemon: pull access denied for exampleorg/private, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
`,
    matches: false,
  },
];
