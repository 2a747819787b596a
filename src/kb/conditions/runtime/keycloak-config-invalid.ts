import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const keycloakConfigInvalid = condition({
  id: 'keycloak-config-invalid',
  stage: 'runtime',
  title: { en: 'Keycloak lacks a setting that production mode wants', zh: 'Keycloak 缺少生产模式要求的设置' },

  signatures: [
    {
      on: 'output',
      says: [
        'Strict hostname resolution configured but no hostname setting provided',
        'hostname is not configured; either configure hostname',
        'Key material not provided to setup HTTPS',
        "Unknown option: '--",
        "Invalid value for option '",
        'Invalid value for option KC_',
        'The following used options or option values are DEPRECATED',
      ],
      pattern:
        /(?<reason>Strict hostname resolution configured but no hostname|hostname is not configured|Key material not provided to setup HTTPS|Unknown option: '--[\w-]{1,60}'|Invalid value for option '?[\w.-]{1,60}'?)/,
      also: [{ says: ['keycloak', 'Keycloak'] }],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service ?? 'keycloak' }),

  headline: ({ reason, service }) => ({
    en: `${service} does not start: ${reason}`,
    zh: `${service} 无法启动：${reason}`,
  }),
  why: {
    en: `The command start is for production and wants a hostname and either certificates or plain HTTP allowed on purpose; start-dev wants neither. Options have changed between Keycloak 17 (before: WildFly), 25 (hostname v2) and 26.`,
    zh: `start 命令用于生产环境，要求设置 hostname，并提供证书或明确允许 HTTP；start-dev 则都不需要。选项在 Keycloak 17（之前为 WildFly）、25（hostname v2）和 26 之间有变化。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'give-the-settings',
      title: { en: 'Behind a proxy: name the host and allow HTTP inside', zh: '在代理之后：给出主机名，内部允许 HTTP' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'KC_PROXY_HEADERS since 24; before it was KC_PROXY: edge.',
            zh: 'KC_PROXY_HEADERS 自 24 起；之前是 KC_PROXY: edge。',
          },
          {
            after:
              'command: start\nenvironment:\n  KC_HOSTNAME: auth.example\n  KC_HTTP_ENABLED: "true"\n  KC_PROXY_HEADERS: xforwarded',
          },
        ),
        run(['docker', 'compose', 'up', '-d', service], 'disruptive'),
      ],
    },
    {
      id: 'development-mode',
      title: { en: 'On a machine for development only: start-dev', zh: '仅在开发机器上：start-dev' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Not for anything that others reach.', zh: '不要用于他人可访问的环境。' },
          { before: 'command: start', after: 'command: start-dev' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'keycloak/keycloak', path: 'quarkus/runtime/src/main/java/org/keycloak/quarkus/runtime/Messages.java' },
  ],
});

export default keycloakConfigInvalid;

export const examples: ExamplesOf<typeof keycloakConfigInvalid> = [
  {
    name: 'no hostname',
    log: `keycloak-1  | 2026-01-01 10:00:00,000 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: Strict hostname resolution configured but no hostname setting provided
keycloak-1 exited with code 1
`,
    matches: { service: 'keycloak' },
  },
  {
    name: 'no certificate',
    log: `auth-1  | 2026-01-01 10:00:00,000 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: Key material not provided to setup HTTPS. Please configure your keys/certificates or start the server in development mode.
auth-1 exited with code 1
`,
    matches: { reason: 'Key material not provided to setup HTTPS' },
  },
  {
    name: 'its database does not exist',
    log: `keycloak-1  | 2026-01-01 10:00:00,000 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: FATAL: database "keycloak" does not exist
keycloak-1 exited with code 1
`,
    matches: false,
    is: 'pg-database-missing',
  },
];
