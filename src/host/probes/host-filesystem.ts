import { filesystemAt } from '../machine/filesystem.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** The filesystem under a path of this machine. */
export const hostFilesystem: Probe<'host.filesystem'> = async ({ machine }, { path }) => {
  const filesystem = await filesystemAt(machine, path);
  if (filesystem === null) return unseen(`${path} could not be looked at.`, `无法查看 ${path}。`);
  return seen(filesystem, path);
};
