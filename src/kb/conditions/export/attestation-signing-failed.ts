import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const attestationSigningFailed = condition({
  id: 'attestation-signing-failed',
  stage: 'export',
  title: { en: 'Signing the image, or checking its signature, failed', zh: '镜像签名或签名校验失败' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['does not have trust data for ', 'remote trust data does not exist for '],
      pattern: /(?:trust data (?:does not exist )?for (?<ref>[\w./:-]{1,255}))/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: [
        'error signing: getting signer',
        'fetching ambient OIDC credentials',
        'getting key from Fulcio',
        'Unable to get ACTIONS_ID_TOKEN_REQUEST_URL',
      ],
      pattern: /(?<oidc>getting signer|ambient OIDC|Fulcio|ACTIONS_ID_TOKEN_REQUEST_URL)/,
    },
  ],
  facts: (group) => ({ ref: group('ref').replace(/[:.]$/, ''), isOidc: group('oidc') !== '' }),

  headline: ({ ref, isOidc }) =>
    isOidc
      ? {
          en: 'The signing tool got no identity token (OIDC) to sign with',
          zh: '签名工具没有取得用于签名的身份令牌（OIDC）',
        }
      : {
          en: `Docker Content Trust is on, but ${ref === '' ? 'the image' : ref} has no signature`,
          zh: `启用了 Docker Content Trust，但${ref === '' ? '该镜像' : ` ${ref} `}没有签名`,
        },
  why: {
    en: `The image itself is there and was built or pulled all right. With DOCKER_CONTENT_TRUST=1 only signed tags are accepted, and keyless
      signing needs an identity from the CI system.`,
    zh: `镜像本身没有问题。DOCKER_CONTENT_TRUST=1 时只接受已签名的标签；无密钥签名则需要 CI 系统提供身份令牌。`,
  },

  retry: 'useless',
  remedies: ({ ref, isOidc }) =>
    isOidc
      ? [
          {
            id: 'grant-id-token',
            title: { en: 'Let the job ask for an identity token', zh: '允许 job 申请身份令牌' },
            risk: 'reversible',
            steps: [
              edit(
                '.github/workflows/*.yml',
                { en: 'In the job that signs.', zh: '写在执行签名的 job 中。' },
                { after: 'permissions:\n  contents: read\n  packages: write\n  id-token: write' },
              ),
            ],
          },
        ]
      : [
          {
            id: 'see-signatures',
            title: { en: 'See which tags are signed', zh: '查看哪些标签已签名' },
            risk: 'read',
            steps: [look(['docker', 'trust', 'inspect', ref === '' ? '<image>' : ref])],
          },
          {
            id: 'turn-off-content-trust',
            title: {
              en: 'Use a signed tag, or turn content trust off for this command',
              zh: '使用已签名的标签，或对本次命令关闭 content trust',
            },
            risk: 'read',
            steps: [
              advise(
                'Unset DOCKER_CONTENT_TRUST or pass --disable-content-trust. The signature is then not checked; if it was set on purpose, ask who set it. Docker Hub is retiring its notary service.',
                '取消 DOCKER_CONTENT_TRUST 或加上 --disable-content-trust，之后不再校验签名；如果是有意设置的，请先询问设置者。Docker Hub 正在停用其 notary 服务。',
              ),
            ],
          },
        ],

  sources: [
    { repo: 'theupdateframework/notary', path: 'client/errors.go', symbol: 'ErrRepositoryNotExist' },
    { repo: 'sigstore/cosign', path: 'cmd/cosign/cli/sign/sign.go', symbol: 'getting signer' },
  ],
});

export default attestationSigningFailed;

export const examples: ExamplesOf<typeof attestationSigningFailed> = [
  {
    name: 'content trust is on',
    log: `Error: remote trust data does not exist for docker.io/acme/shop: notary.docker.io does not have trust data for docker.io/acme/shop
`,
    matches: { ref: 'docker.io/acme/shop', isOidc: false },
    verdict: 'confirmed',
    remedies: ['see-signatures', 'turn-off-content-trust'],
  },
  {
    name: 'the tag does not exist',
    log: `Error response from daemon: manifest for acme/shop:2 not found: manifest unknown: manifest unknown
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
