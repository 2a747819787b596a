import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, rerun } from '#core/model/steps.ts';

const REFERENCE = /\$\{?([A-Za-z_]\w*)/g;

/**
 * A build argument that only RUN steps of one stage read becomes a secret of these steps: it is in their environment as before,
 * and neither in the image nor in its history. Undefined where a service's file gives the argument, where it has a value in the
 * Dockerfile, or where another instruction reads it. `env=` is in Dockerfile syntax 1.10 and later.
 */
export function mountAsSecret(name: string, dockerfiles: readonly ProjectDockerfile[] = []): Remedy | undefined {
  const [holder, ...others] = dockerfiles.flatMap((dockerfile) =>
    dockerfile.variables.filter((one) => one.name === name).map((variable) => ({ dockerfile, variable })),
  );
  if (holder === undefined || others.length > 0) return undefined;
  const { dockerfile, variable } = holder;
  if (variable.instruction !== 'ARG' || variable.hasValue || dockerfile.usedBy.length > 0) return undefined;
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
    ],
  };
}
