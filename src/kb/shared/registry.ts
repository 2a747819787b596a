import type { Clue } from '#core/model/condition.ts';
import type { Remedy, Step } from '#core/model/remedy.ts';
import { run } from '#core/model/steps.ts';

/** The log is about a push: the same answer of a registry has another cause there. */
export const PUSHING: Clue = {
  says: ['failed to push ', 'The push refers to repository', 'push access denied'],
  within: 'log',
};

/**
 * A request to a registry as Go's HTTP client quotes it, with what went wrong: `Head "https://host/v2/…": reason`.
 * Requests to the engine itself and the downloads of `ADD` have other paths. Docker Desktop says in between whom it dialed.
 */
export function registryRequest(reason: string): RegExp {
  return new RegExp(
    String.raw`https?://(?<host>[^/\s"]{1,253})/(?=[^\s"]{0,2000}(?:v[12]/|token|blobs/))[^\s"]{0,2000}"?: (?:dialing [^\n]{1,300}?: )?(?:connecting to \S{1,260}: )?(?:${reason})`,
  );
}

export function logInTo(host: string): Remedy {
  return {
    id: 'log-in',
    title: { en: 'Log in with an account that may', zh: '用有权限的账号登录' },
    risk: 'reversible',
    steps: [
      run(host === '' || isHub(host) ? ['docker', 'login'] : ['docker', 'login', host], 'reversible', {
        note: {
          en: 'As the same user that builds (sudo has a config.json of its own), with an access token as the password.',
          zh: '用执行构建的同一个用户登录（sudo 有自己的 config.json），密码处填访问令牌。',
        },
      }),
    ],
  };
}

/** Containers stop with the engine unless it runs with live-restore. */
export function restartEngine(): readonly Step[] {
  return [
    run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', {
      on: 'linux',
      note: {
        en: 'Running containers stop, unless live-restore is on.',
        zh: '运行中的容器会停止，除非开启了 live-restore。',
      },
    }),
    run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
  ];
}

function isHub(host: string): boolean {
  return /^(?:registry-1\.|auth\.|index\.)?docker\.io$/.test(host);
}
