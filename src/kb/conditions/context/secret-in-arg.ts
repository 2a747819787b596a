import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { keepOutOfGit } from '../../shared/private-dotenv.ts';
import { mountAsSecret } from '../../shared/secret-mount.ts';
import { builtDockerfiles } from '../../shared/targets.ts';

const secretInArg = condition({
  id: 'secret-in-arg',
  aliases: ['secret-in-env'],
  stage: 'context',
  role: 'warning',
  title: { en: 'An ARG or ENV looks like a secret and stays in the image', zh: 'ARG 或 ENV 疑似密钥，会留在镜像中' },

  signatures: [
    {
      on: ['warning', 'output'],
      says: ['SecretsUsedInArgOrEnv', 'instructions for sensitive data'],
      pattern:
        /Do not use ARG or ENV instructions for sensitive data \((?<instruction>ARG|ENV) "(?<name>[^"]{1,128})"\)(?: \(line (?<line>\d{1,6})\))?/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    instruction: group('instruction'),
    name: group('name'),
    line:
      group('line') === '' && event.kind === 'warning' && event.sourceLine !== undefined
        ? String(event.sourceLine)
        : group('line'),
  }),

  headline: ({ instruction, name, line }) => ({
    en: `${instruction} ${name}${line === '' ? '' : ` (line ${line})`} would keep a secret in the image`,
    zh: `${instruction} ${name}${line === '' ? ' ' : `（第 ${line} 行）`}会把密钥留在镜像里`,
  }),
  why: {
    en: `The value of ENV is part of the image, and that of ARG stands in its history: whoever can pull the image
      can read it. The build does not fail for this reason. If the image was ever pushed with a real value,
      replace that value.`,
    zh: `ENV 的值是镜像的一部分，ARG 的值会留在历史中：能拉取镜像的人都能读到。构建不会因此失败。
      如果带真实值的镜像曾被推送，请更换该值。`,
  },

  evidence: {
    dockerfiles: onlyToRepair('project.dockerfiles'),
    services: onlyToRepair('project.services'),
  },

  ahead: {
    asks: ['project.dockerfiles'],
    finds: ({ 'project.dockerfiles': dockerfiles = [] }) =>
      builtDockerfiles(dockerfiles).flatMap(({ path, variables }) =>
        variables
          .filter(({ name, instruction, hasValue }) => isSecretName(name) && (hasValue || instruction === 'ARG'))
          .map(({ instruction, name, line }) => ({
            facts: { instruction, name, line: String(line) },
            how: 'likely' as const,
            tells: {
              en: `${instruction} is kept in the image or its history, and ${name} sounds like a secret.`,
              zh: `${instruction} 会留在镜像或其历史中，而 ${name} 看起来是密钥。`,
            },
            at: { file: path, line },
          })),
      ),
  },

  retry: 'unknown',
  remedies: ({ instruction, name }, { dockerfiles, services }) => [
    moveToDotenv(name, dockerfiles, services),
    mountAsSecret(name, dockerfiles, services),
    {
      id: 'give-it-at-run-time',
      title: { en: 'Needed at run time: give it to the container', zh: '运行时才需要：在启动容器时传入' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Delete the instruction', zh: '删除该指令' },
          { before: `${instruction} ${name}=…`, after: '' },
        ),
        edit(
          'compose.yaml',
          {
            en: `Take it from the environment (.env stays out of git and of the context); with docker run: -e ${name}`,
            zh: `从环境变量读取（.env 不进 git，也不进上下文）；docker run 用 -e ${name}`,
          },
          { after: `    environment:\n      ${name}: \${${name}:?}` },
        ),
      ],
    },
    {
      id: 'mount-it-at-build-time',
      title: { en: 'Needed in a build step: mount it as a secret', zh: '构建步骤需要：以 secret 挂载' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Read it in the one step that needs it', zh: '只在需要它的步骤中读取' },
          { after: `RUN --mount=type=secret,id=${name},env=${name} ./fetch-private-packages` },
        ),
        run(['docker', 'build', '--secret', `id=${name},env=${name}`, '.'], 'reversible'),
      ],
    },
    {
      id: 'see-what-leaked',
      title: { en: 'See whether an image already holds it', zh: '查看镜像里是否已有该值' },
      risk: 'read',
      steps: [look(['docker', 'history', '--no-trunc', '<image>'])],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/ruleset.go', symbol: 'RuleSecretsUsedInArgOrEnv' },
  ],
});

/** Where one Dockerfile sets it once, and one service runs that image without setting it itself. */
function moveToDotenv(
  name: string,
  dockerfiles: readonly ProjectDockerfile[] = [],
  services: readonly ProjectService[] = [],
): Remedy | undefined {
  const holders = dockerfiles.flatMap(({ path, usedBy, variables }) =>
    variables
      .filter((one) => one.instruction === 'ENV' && one.name === name && one.hasValue)
      .map(({ line }) => ({ path, line, usedBy })),
  );
  const [holder] = holders;
  const service = services.find((one) => one.name === holder?.usedBy[0]);
  if (holder === undefined || holders.length > 1 || holder.usedBy.length !== 1 || service === undefined)
    return undefined;
  if (service.environment[name] !== undefined) return undefined;
  const { path, line } = holder;
  return {
    id: 'move-to-dotenv',
    title: {
      en: `Keep ${name} in .env, and give it to ${service.name} when it starts`,
      zh: `把 ${name} 放进 .env，在 ${service.name} 启动时传入`,
    },
    risk: 'reversible',
    steps: [
      edit(
        '.env',
        { en: `${name} with the value it has in ${path}.`, zh: `${name}，值与 ${path} 中相同。` },
        {
          makes: { kind: 'dotenv', file: '.env', name, value: { from: 'dockerfile', file: path, line, name } },
        },
      ),
      edit(
        'compose.yaml',
        { en: `In the environment of ${service.name}.`, zh: `在 ${service.name} 的 environment 中。` },
        {
          after: `${name}: \${${name}}`,
          makes: { kind: 'service-variable', service: service.name, name, to: { text: `\${${name}}` } },
        },
      ),
      edit(
        path,
        { en: 'Images made from here on do not hold it.', zh: '此后构建的镜像不再包含它。' },
        {
          before: `ENV ${name}=…`,
          makes: { kind: 'dockerfile', file: path, line, removeVariable: name },
        },
      ),
      keepOutOfGit(),
    ],
  };
}

// The names of BuildKit's own check (frontend/dockerfile/linter, SecretsUsedInArgOrEnv), less those that hold a path.
const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)public(?:_|$)|_(?:FILE|PATH|URL|ID|NAME|TYPE)$/i;

function isSecretName(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.test(name);
}

export default secretInArg;

export const examples: ExamplesOf<typeof secretInArg> = [
  {
    name: 'the summary of a build',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV "JWT_SECRET") (line 3)
`,
    matches: { instruction: 'ENV', name: 'JWT_SECRET', line: '3' },
  },
  {
    name: 'a service of the project runs that image',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV "JWT_SECRET") (line 2)
`,
    matches: { instruction: 'ENV', name: 'JWT_SECRET', line: '2' },
    project: {
      Dockerfile: 'FROM debian:12\nENV JWT_SECRET=abc\n',
      'compose.yaml': 'services:\n  app:\n    build: .\n',
    },
    remedies: ['move-to-dotenv', 'give-it-at-run-time', 'mount-it-at-build-time', 'see-what-leaked'],
  },
  {
    name: 'a build argument that one step reads',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "NPM_TOKEN") (line 2)
`,
    matches: { instruction: 'ARG', name: 'NPM_TOKEN', line: '2' },
    project: { Dockerfile: 'FROM debian:12\nARG NPM_TOKEN\nRUN ./fetch --token "$NPM_TOKEN"\nRUN make\n' },
    remedies: ['mount-as-secret', 'give-it-at-run-time', 'mount-it-at-build-time', 'see-what-leaked'],
  },
  {
    name: 'a build argument that becomes a part of the image',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "NPM_TOKEN") (line 2)
`,
    matches: { instruction: 'ARG', name: 'NPM_TOKEN', line: '2' },
    project: { Dockerfile: 'FROM debian:12\nARG NPM_TOKEN\nRUN ./fetch $NPM_TOKEN\nENV TOKEN=$NPM_TOKEN\n' },
    remedies: ['give-it-at-run-time', 'mount-it-at-build-time', 'see-what-leaked'],
  },
  {
    name: 'a service of the Compose file gives the argument',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "NPM_TOKEN") (line 2)
`,
    matches: { instruction: 'ARG', name: 'NPM_TOKEN', line: '2' },
    project: {
      Dockerfile: 'FROM debian:12\nARG NPM_TOKEN\nRUN ./fetch --token "$NPM_TOKEN"\n',
      'compose.yaml': 'services:\n  web:\n    build:\n      context: .\n      args:\n        - NPM_TOKEN\n',
    },
    remedies: ['mount-as-secret', 'give-it-at-run-time', 'mount-it-at-build-time', 'see-what-leaked'],
  },
  {
    name: 'a name that no shell could read',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "NPM(TOKEN") (line 2)
`,
    matches: { instruction: 'ARG', name: 'NPM(TOKEN', line: '2' },
    project: { Dockerfile: 'FROM debian:12\nARG NPM(TOKEN\nRUN ./fetch $NPM\n' },
    remedies: ['give-it-at-run-time', 'mount-it-at-build-time', 'see-what-leaked'],
  },
  {
    name: 'another rule',
    log: `#7 exporting to image
#7 DONE 0.1s

 1 warning found (use docker --debug to expand):
 - LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format (line 4)
`,
    matches: false,
  },
];

export const aheadExamples: AheadExamplesOf<typeof secretInArg> = [
  {
    name: 'a token as a build argument, a password in the environment',
    project: { Dockerfile: 'FROM alpine:3.20\nARG NPM_TOKEN\nENV DB_PASSWORD=secret\n' },
    finds: [
      { facts: { instruction: 'ARG', name: 'NPM_TOKEN', line: '2' }, how: 'likely', at: 'Dockerfile:2' },
      { facts: { instruction: 'ENV', name: 'DB_PASSWORD', line: '3' }, how: 'likely', at: 'Dockerfile:3' },
    ],
  },
  {
    name: 'a public key, a keyboard, the path of a secret',
    project: {
      Dockerfile:
        'FROM alpine:3.20\nARG PUBLIC_KEY\nENV KEYBOARD=us TOKENIZER=fast\nENV DB_PASSWORD_FILE=/run/secrets/db\n',
    },
    finds: [],
  },
];
