import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const dindHostUnresolvable = condition({
  id: 'dind-host-unresolvable',
  stage: 'client',
  title: { en: 'The docker-in-docker service is not there', zh: 'docker-in-docker 服务不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'lookup docker',
      pattern:
        /(?:error during connect|docker API at tcp:\/\/docker)[^\n]{0,300}lookup docker(?: on [\d.:[\]a-f]{1,60})?: (?:no such host|Temporary failure in name resolution|server misbehaving|Try again)/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Nothing is named "docker" on the network of this job',
    zh: '该作业的网络里没有名为 "docker" 的主机',
  }),
  why: {
    en: `The client was told to use tcp://docker:…, the alias of a docker:dind service, and the name does not
      resolve. The job has no such service, it has another alias, or its container has already died.`,
    zh: `客户端要连接 tcp://docker:…，即 docker:dind 服务的别名，但该名字无法解析。
      作业没有声明该服务、别名不同，或服务容器已经退出。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'add-the-service',
      title: { en: 'Add the service to the job', zh: '为作业添加该服务' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          { en: 'Declare docker:dind under the name the client uses', zh: '以客户端使用的名字声明 docker:dind' },
          { after: 'services:\n  - name: docker:dind\n    alias: docker' },
        ),
      ],
    },
    {
      id: 'read-service-log',
      title: { en: 'Or see why the service died', zh: '或查看服务为何退出' },
      risk: 'read',
      steps: [
        advise(
          'Read the log of the service container (GitLab: CI_DEBUG_SERVICES=true). docker:dind needs a privileged runner.',
          '查看服务容器的日志（GitLab：CI_DEBUG_SERVICES=true）。docker:dind 需要特权 runner。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' }],
});

export default dindHostUnresolvable;

export const examples: ExamplesOf<typeof dindHostUnresolvable> = [
  {
    name: 'GitLab job without the service',
    log: `ERROR: error during connect: Get "http://docker:2375/v1.47/info": dial tcp: lookup docker on 10.0.0.2:53: no such host
`,
    matches: {},
  },
  {
    name: 'engine 29',
    log: `failed to connect to the docker API at tcp://docker:2375: lookup docker on 10.0.0.2:53: no such host
`,
    matches: {},
  },
  {
    name: 'the registry is the one not found',
    log: `Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example on 10.0.0.2:53: no such host
`,
    matches: false,
  },
];
