import type { EditStep } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';

/** After a secret went into `.env`: git must not take it. Where there is no repository, or it ignores the file, nothing is to be done. */
export function keepOutOfGit(): EditStep {
  return edit(
    '.gitignore',
    { en: 'Keep .env out of git.', zh: '不让 git 收录 .env。' },
    { after: '.env', makes: { kind: 'ignore', file: '.gitignore', add: '.env' }, isOptional: true },
  );
}
