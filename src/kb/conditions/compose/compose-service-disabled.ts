import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { enableProfile } from '../../shared/enable-profile.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { edit, run } from '#core/model/steps.ts';

const composeServiceDisabled = condition({
  id: 'compose-service-disabled',
  stage: 'compose',
  title: { en: 'A needed service is hidden by a profile', zh: '所需的服务被 profile 隐藏' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'but is disabled. Can be enabled by profiles',
      pattern:
        /service "(?<target>[^"]{1,80})" is required by "(?<service>[^"]{1,80})" but is disabled\. Can be enabled by profiles \[(?<profiles>[^\]]{1,120})\]/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ': disabled',
      pattern: /no such service: (?<target>[\w.-]{1,80}): disabled/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    target: group('target'),
    service: group('service'),
    profile: group('profiles').split(' ')[0] ?? '',
  }),

  headline: ({ target, service }) => ({
    en:
      service === ''
        ? `Service ${target} is hidden by its profile`
        : `${service} needs ${target}, which its profile hides`,
    zh: service === '' ? `服务 ${target} 被 profile 隐藏` : `${service} 需要 ${target}，但它被 profile 隐藏`,
  }),
  why: {
    en: `A service with profiles: is left out unless one of them is active. The one that depends on it has no such profile, so the project is incomplete.`,
    zh: `带有 profiles: 的服务只有在其中某个激活时才会加入。依赖它的服务没有这个 profile，于是项目不完整。`,
  },

  evidence: { envFiles: onlyToRepair('project.envFiles') },

  retry: 'useless',
  remedies: ({ profile, target }, { envFiles }) => [
    enableProfile(profile, target, envFiles),
    {
      id: 'enable-the-profile',
      title: { en: 'Enable the profile', zh: '激活该 profile' },
      risk: 'disruptive',
      steps: [run(['docker', 'compose', '--profile', profile === '' ? '*' : profile, 'up', '-d'], 'disruptive')],
    },
    {
      id: 'loosen-the-dependency',
      title: { en: 'Or make the dependency optional', zh: '或把依赖设为可选' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Long syntax of depends_on.', zh: 'depends_on 的长写法。' },
          { after: 'condition: service_started\nrequired: false' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'graph/services.go' }],
});

export default composeServiceDisabled;

export const examples: ExamplesOf<typeof composeServiceDisabled> = [
  {
    name: 'hidden',
    log: `service "mail" is required by "app" but is disabled. Can be enabled by profiles [dev]
`,
    matches: { target: 'mail', service: 'app', profile: 'dev' },
    verdict: 'confirmed',
  },
  {
    name: 'not there at all',
    log: `no such service: mial
`,
    matches: false,
    is: 'compose-no-such-service',
  },
];
