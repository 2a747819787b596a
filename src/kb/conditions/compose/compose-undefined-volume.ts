import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeUndefinedVolume = condition({
  id: 'compose-undefined-volume',
  stage: 'compose',
  title: { en: 'A service uses a named volume that is not declared', zh: '服务使用了未声明的命名卷' },

  signatures: [
    {
      on: ['error', 'output'],
      says: '" refers to undefined volume ',
      pattern: /service "(?<service>[^"]{1,80})" refers to undefined volume (?<volume>[^:\s]{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ service: group('service'), volume: group('volume') }),

  headline: ({ service, volume }) => ({
    en: `Service ${service} uses the volume "${volume}", which is not declared at the top level`,
    zh: `服务 ${service} 使用了卷 "${volume}"，但顶层没有声明它`,
  }),
  why: {
    en: `A source without "./" or "/" in front is the name of a volume, and each name must be listed under the top-level volumes:.
      If a folder was meant, only the "./" is missing.`,
    zh: `来源前面没有 “./” 或 “/” 时，它就是卷名，而每个卷名都必须列在顶层的 volumes: 下。如果本意是目录，那只是漏了 “./”。`,
  },

  evidence: {
    // Whoever has such a folder may have meant it, and left out the "./".
    folder: {
      probe: 'project.path',
      about: ({ volume }) => ({ path: volume }),
      confirms: () => false,
      refutes: () => false,
      tells: () => ({ en: '', zh: '' }),
      isForRepair: true,
    },
  },

  retry: 'useless',
  remedies: ({ volume }, { folder }) => [
    folder?.exists === false &&
      folder.similar.length === 0 && {
        id: 'declare-the-volume',
        title: { en: `Declare the volume ${volume}`, zh: `声明卷 ${volume}` },
        risk: 'reversible',
        steps: [
          edit(
            'compose.yaml',
            { en: 'At the top level: no folder of that name is here.', zh: '写在顶层：这里没有同名的目录。' },
            { after: `volumes:\n  ${volume}: {}`, makes: { kind: 'yaml', path: ['volumes', volume], set: {} } },
          ),
        ],
      },
    {
      id: 'declare-it',
      title: { en: 'Declare the volume, or write the folder as a path', zh: '声明该卷，或把目录写成路径' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For a named volume, at the top level.', zh: '命名卷：在顶层声明。' },
          { after: `volumes:\n  ${volume}:` },
        ),
        edit(
          'compose.yaml',
          { en: 'For a folder of the host.', zh: '宿主机目录：写成路径。' },
          { before: `- ${volume}:`, after: `- ./${volume}:` },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' }],
});

export default composeUndefinedVolume;

export const examples: ExamplesOf<typeof composeUndefinedVolume> = [
  {
    name: 'not declared',
    log: `service "db" refers to undefined volume pgdata: invalid compose project
`,
    matches: { service: 'db', volume: 'pgdata' },
    verdict: 'confirmed',
  },
  {
    name: 'a network',
    log: `service "db" refers to undefined network back: invalid compose project
`,
    matches: false,
    is: 'compose-undefined-network',
  },
];
