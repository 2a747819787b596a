import type { Site } from '#core/model/condition.ts';
import type { Remedy } from '#core/model/remedy.ts';

import { dockerfileRemedy, inInstruction } from './instruction-edit.ts';

/** The lists are read anew in the step that installs; none where it does so already. */
export function updateInTheStep(at: Site): Remedy | undefined {
  const text = at.instruction ?? '';
  if (/\bapt(?:-get)?(?: -\S+(?: [\w:.]+=\S+)?)* update\b/.test(text)) return undefined;
  return dockerfileRemedy(
    'update-in-the-step',
    { en: 'Read the package lists in the step that installs', zh: '在安装的同一步骤中更新软件包列表' },
    { en: 'Lists and packages are then always of the same day', zh: '列表与软件包始终同步' },
    inInstruction(at, /\bapt(?:-get)?(?: -\S+)* install\b/, ([command]) => `apt-get update && ${command}`),
  );
}
