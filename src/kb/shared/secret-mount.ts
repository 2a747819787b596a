import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';
import type { Remedy, Step } from '#core/model/remedy.ts';
import { edit, rerun } from '#core/model/steps.ts';

const REFERENCE = /\$\{?([A-Za-z_]\w*)/g;

/**
 * A build argument that only RUN steps of one stage read becomes a secret of these steps: it is in their environment as before,
 * and neither in the image nor in its history. Where one service of a Compose file gives the argument, too, it gives the secret from
 * then on. Undefined where several use the Dockerfile, where the argument has a value there, or where another instruction reads it. `env=` is in Dockerfile syntax 1.10 and later.
 */
export function mountAsSecret(
  name: string,
  dockerfiles: readonly ProjectDockerfile[] = [],
  services: readonly ProjectService[] = [],
): Remedy | undefined {
  const [holder, ...others] = dockerfiles.flatMap((dockerfile) =>
    dockerfile.variables.filter((one) => one.name === name).map((variable) => ({ dockerfile, variable })),
  );
  if (holder === undefined || others.length > 0) return undefined;
  const { dockerfile, variable } = holder;
  if (variable.instruction !== 'ARG' || variable.hasValue || dockerfile.usedBy.length > 1) return undefined;
  const giver = services.find((one) => one.name === dockerfile.usedBy[0]);
  if (dockerfile.usedBy.length === 1 && giver?.build?.arguments?.includes(name) !== true) return undefined;
  const { path, instructions } = dockerfile;
  const declared = instructions.find(({ line }) => line === variable.line);
  const readers = instructions.filter(({ text }) => [...text.matchAll(REFERENCE)].some(([, one]) => one === name));
  const isOfSteps = readers.every(({ keyword, stage }) => keyword === 'RUN' && stage === declared?.stage);
  if (declared === undefined || readers.length === 0 || !isOfSteps) return undefined;
  const flag = `--mount=type=secret,id=${name},env=${name}`;
  return {
    id: 'mount-as-secret',
    title: {
      en: `Mount ${name} as a secret in the steps that read it`,
      zh: `在读取 ${name} 的步骤中以 secret 挂载它`,
    },
    risk: 'reversible',
    steps: [
      ...readers.map(({ line, text }) =>
        edit(
          path,
          { en: 'In the environment of this step alone.', zh: '只存在于这一步的环境变量中。' },
          { after: `RUN ${flag} …`, makes: { kind: 'dockerfile', file: path, line, holds: text, flag } },
        ),
      ),
      // Last, because the lines below move up.
      edit(
        path,
        { en: 'Images made from here on do not hold it.', zh: '此后构建的镜像不再包含它。' },
        {
          before: `ARG ${name}`,
          makes: { kind: 'dockerfile', file: path, line: variable.line, removeVariable: name },
        },
      ),
      ...(giver === undefined ? [] : [byService(name, giver.name)]),
      ...byCommand(name),
    ],
  };
}

function byService(name: string, service: string): Step {
  return edit(
    'compose.yaml',
    {
      en: `${service} hands ${name} to its build as a secret: from the environment as before, but not as an argument.`,
      zh: `${service} 以 secret 的形式把 ${name} 交给构建：仍来自环境变量，但不再作为构建参数。`,
    },
    { after: `secrets: [${name}]`, makes: { kind: 'build-secret', service, name } },
  );
}

function byCommand(name: string): readonly Step[] {
  return [
    rerun(
      { option: ['--build-arg'], key: name, value: null },
      { en: `Build without --build-arg ${name}.`, zh: `构建时去掉 --build-arg ${name}。` },
    ),
    rerun(
      { option: ['--secret'], key: `id=${name},env`, value: `id=${name},env=${name}` },
      {
        en: `Build with --secret id=${name},env=${name}: its value comes from the environment.`,
        zh: `用 --secret id=${name},env=${name} 构建：值来自环境变量。`,
      },
    ),
  ];
}
