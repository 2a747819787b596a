import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const clockSkewHost = condition({
  id: 'clock-skew-host',
  stage: 'host',
  title: { en: 'The clock of the machine is wrong', zh: '机器的时钟不准' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large',
        'Signature not yet current',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['oken used before issued', 'iat in the future', 'issued in the future'],
    },
    { on: 'output', says: 'newly created file is older than distributed files!' },
  ],

  headline: () => ({
    en: 'A server or library compared the time and found it off',
    zh: '服务器或库比较时间后发现有偏差',
  }),
  why: {
    en: `Signatures and tokens carry the time at which they were made, and the other side says that it lies in its
      future or too far away. The clock of this machine, or of the virtual machine of Docker Desktop after the
      computer slept, is wrong; the credentials are not.`,
    zh: `签名和令牌都带有生成时间，而对方认为它在未来或相差太多。是这台机器的时钟不准，
      或电脑休眠后 Docker Desktop 虚拟机的时钟不准；凭据没有问题。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'compare-clocks',
      title: { en: 'Compare host, engine and the world', zh: '比较宿主机、引擎和外部时间' },
      risk: 'read',
      steps: [
        shell(
          'date -u; docker run --rm alpine date -u; curl -sI https://www.google.com | grep -i ^date',
          '(Get-Date).ToUniversalTime(); docker run --rm alpine date -u',
          'read',
        ),
      ],
    },
    {
      id: 'sync-the-clock',
      title: { en: 'Set the clock and keep it set', zh: '校准时钟并保持同步' },
      risk: 'disruptive',
      steps: [
        shell('sudo timedatectl set-ntp true', 'w32tm /resync; wsl --shutdown; docker desktop restart', 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'aws/aws-cli', path: 'awscli/customizations' },
    { repo: 'golang-jwt/jwt', path: 'errors.go' },
  ],
});

export default clockSkewHost;

export const examples: ExamplesOf<typeof clockSkewHost> = [
  {
    name: 'uploading from a step',
    log: `#9 [3/5] RUN aws s3 cp out s3://bucket/
#9 0.400 upload failed: ./out to s3://bucket/out An error occurred (RequestTimeTooSkewed) when calling the PutObject operation: The difference between the request time and the current time is too large.
#9 ERROR: process "/bin/sh -c aws s3 cp out s3://bucket/" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c aws s3 cp out s3://bucket/" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a token that is really old',
    log: `#9 [3/5] RUN ./push
#9 0.400 error: token is expired by 3h0m0s
#9 ERROR: process "/bin/sh -c ./push" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./push" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
