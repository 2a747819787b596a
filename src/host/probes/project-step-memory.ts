import { seen, unseen, type Probe } from '../probe.ts';
import { readStepMemory } from '../state/step-memory.ts';

/** What watched builds of this project took, from the user's own state folder. */
export const projectStepMemory: Probe<'project.stepMemory'> = async ({ project }) => {
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  return seen(await readStepMemory(project), 'drydock build');
};
