import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const cloudCredentialsMissing = condition({
  id: 'cloud-credentials-missing',
  stage: 'shell',
  title: { en: 'A cloud client has no credentials in the build', zh: '云客户端在构建中没有凭据' },

  signatures: [
    {
      on: 'output',
      says: [
        'Unable to locate credentials',
        'when calling the HeadObject operation: Forbidden',
        'Anonymous caller does not have storage.objects.',
        'You do not currently have an active account selected.',
        "Please run 'az login' to setup account.",
        'NoCredentialProviders: no valid providers in chain',
        'Could not load the default credentials.',
        'botocore.exceptions.NoCredentialsError: ',
        'The AWS Access Key Id you provided does not exist',
        'InvalidClientTokenId',
      ],
      when: isOfStep,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The step asks a cloud service without credentials that count there',
    zh: '该步骤访问云服务，但没有有效凭据',
  }),
  why: {
    en: `A RUN step sees neither the files in your home nor the variables of your shell nor the role of your machine. The client asked the service as nobody, or with a key that is no longer valid.`,
    zh: `RUN 步骤看不到你家目录中的文件、shell 变量，也没有机器的角色。客户端是匿名访问的，或密钥已失效。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'mount-the-secret',
      title: { en: 'Mount the credentials for this one step', zh: '仅为该步骤挂载凭据' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'docker build --secret id=aws,src=$HOME/.aws/credentials; never COPY or ARG: those stay in the image.',
            zh: 'docker build --secret id=aws,src=$HOME/.aws/credentials；不要用 COPY 或 ARG：它们会留在镜像中。',
          },
          {
            before: 'RUN aws s3 cp s3://bucket/data .',
            after: 'RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://bucket/data .',
          },
        ),
      ],
    },
    {
      id: 'fetch-before',
      title: { en: 'Or fetch it before the build and copy it in', zh: '或在构建前下载再 COPY' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In CI, where the credentials are.', zh: '在有凭据的 CI 中完成。' },
          { after: 'COPY data /app/data' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'boto/botocore', path: 'botocore/exceptions.py', symbol: 'NoCredentialsError' },
    { repo: 'aws/aws-sdk-go', path: 'aws/credentials/chain_provider.go' },
  ],
});

export default cloudCredentialsMissing;

export const examples: ExamplesOf<typeof cloudCredentialsMissing> = [
  {
    name: 'the AWS client',
    log: `#7 [3/5] RUN aws s3 cp s3://bucket/data .
#7 0.200 fatal error: Unable to locate credentials
#7 ERROR: process "/bin/sh -c aws s3 cp s3://bucket/data ." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c aws s3 cp s3://bucket/data ." did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'it is not there',
    log: `#7 [3/5] RUN aws s3 cp s3://bucket/data .
#7 0.200 /bin/sh: 1: aws: not found
#7 ERROR: process "/bin/sh -c aws s3 cp s3://bucket/data ." did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c aws s3 cp s3://bucket/data ." did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
