import type { Remedy } from '#core/model/remedy.ts';
import { act } from '#core/model/steps.ts';
import type { Text } from '#core/model/text.ts';

interface Inside {
  readonly engine: 'postgres' | 'mysql';
  readonly service: string;
  readonly user: string;
  readonly statement: string;
  /** What has to be so for it, as one more sentence. */
  readonly demands?: Text;
}

/** The files agree on a password and the volume knows an older one: the database is told the new one, and no data is touched. */
export function setPasswordInside({ engine, service, user, statement, demands }: Inside): Remedy {
  const more = demands === undefined ? { en: '', zh: '' } : { en: ` ${demands.en}`, zh: demands.zh };
  return {
    id: 'set-password-inside',
    title: {
      en: 'Set the new password inside the database, over its local socket',
      zh: '在数据库内部（本地套接字）改成新密码',
    },
    risk: 'reversible',
    steps: [
      act({ name: 'set-database-password', engine, service, user }, 'reversible', {
        en: `drydock up --fix: ${statement} gives "${user}" the configured password over the local socket, checks the login, and keeps the former hash for undo.${more.en}`,
        zh: `drydock up --fix：通过本地套接字用 ${statement} 让 "${user}" 使用配置中的密码，并验证登录；保留原哈希以便撤销。${more.zh}`,
      }),
      act({ name: 'restart-failing' }, 'reversible', {
        en: 'What has given up meanwhile is started anew; what works is left alone.',
        zh: '已经放弃的容器会重新启动；正常运行的不受影响。',
      }),
    ],
  };
}
