import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const gcrArtifactPermission = condition({
  id: 'gcr-artifact-permission',
  stage: 'registry',
  title: { en: 'The cloud identity lacks a role on this registry', zh: '云身份缺少该镜像仓库的角色' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['Permission "artifactregistry.', "Permission 'artifactregistry.", 'Permission \\"artifactregistry.'],
      pattern:
        /Permission \\?["'](?<permission>artifactregistry\.[\w.]{1,80})\\?["'] denied on resource(?: \\?["'](?<resource>[^"'\\\n]{1,300}))?/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.',
      pattern:
        /permission \\?"(?<permission>artifactregistry\.[\w.]{1,80})\\?" on resource \\?"(?<resource>[^"\\\n]{1,300})/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: "You don't have the needed permissions to perform this operation, and you may have invalid credentials",
      strength: 'states',
    },
    { on: ['error', 'output', 'daemon'], says: 'https://aka.ms/acr/authorization', strength: 'states' },
  ],
  facts: (group) => ({ permission: group('permission'), resource: group('resource') }),

  headline: ({ permission, resource }) => ({
    en:
      permission === ''
        ? 'The cloud registry does not let this identity in'
        : `This identity lacks ${permission}${resource === '' ? '' : ` on ${resource}`}`,
    zh:
      permission === ''
        ? '云镜像仓库不允许当前身份访问'
        : `当前身份缺少 ${permission} 权限${resource === '' ? '' : `（${resource}）`}`,
  }),
  why: {
    en: `The registry of the cloud knows who asks (or that nobody does) and its access control says no. The image name is only checked
      after that, so a wrong project or region in the name gives the same answer.`,
    zh: `云仓库知道请求者是谁（或者是匿名），其访问控制拒绝了请求。镜像名在此之后才会检查，所以项目或区域写错也是同样的结果。`,
  },

  retry: 'useless',
  remedies: ({ permission }) => [
    {
      id: 'see-the-identity',
      title: { en: 'See which identity is used', zh: '查看当前使用的身份' },
      risk: 'read',
      steps: [
        permission === ''
          ? advise(
              'Google: gcloud auth list. Azure: az account show.',
              'Google 用 gcloud auth list 查看；Azure 用 az account show 查看。',
            )
          : look(['gcloud', 'auth', 'list']),
      ],
    },
    {
      id: 'register-login-helper',
      title: { en: 'Register the login helper for the host of the image', zh: '为镜像所在主机注册登录助手' },
      risk: 'reversible',
      steps: [
        run(['gcloud', 'auth', 'configure-docker', '<region>-docker.pkg.dev'], 'reversible', {
          note: { en: 'Azure: az acr login --name <registry>.', zh: 'Azure 使用 az acr login --name <registry>。' },
        }),
      ],
    },
    {
      id: 'grant-the-role',
      title: { en: 'Have the role granted', zh: '申请授予角色' },
      risk: 'read',
      steps: [
        advise(
          'Pull: roles/artifactregistry.reader (Azure: AcrPull). Push: roles/artifactregistry.writer (Azure: AcrPush), on this repository and for the service account the build runs as.',
          '拉取：roles/artifactregistry.reader（Azure：AcrPull）。推送：roles/artifactregistry.writer（Azure：AcrPush），授予运行构建的服务账号，作用于该仓库。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Google Artifact Registry', symbol: 'Permission denied on resource' },
    { repo: 'moby/moby', path: 'daemon/containerd/registry_errors.go' },
  ],
});

export default gcrArtifactPermission;

export const examples: ExamplesOf<typeof gcrArtifactPermission> = [
  {
    name: 'pull without the reader role',
    log: `Error response from daemon: denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/acme/locations/europe-west1/repositories/apps" (or it may not exist)
`,
    matches: {
      permission: 'artifactregistry.repositories.downloadArtifacts',
      resource: 'projects/acme/locations/europe-west1/repositories/apps',
    },
    verdict: 'confirmed',
    remedies: ['see-the-identity', 'register-login-helper', 'grant-the-role'],
  },
  {
    name: 'a plain registry wants a login',
    log: `Error response from daemon: Head "https://registry.example/v2/app/manifests/1": unauthorized: authentication required
`,
    matches: false,
    is: 'registry-unauthorized',
  },
];
