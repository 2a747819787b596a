/** One line of `/proc/self/mountinfo`. */
export interface Mount {
  readonly point: string;
  readonly type: string;
  /** Of the mount and of its filesystem. */
  readonly options: readonly string[];
  readonly source: string;
}

/** Mounts in the order they were made (proc_pid_mountinfo(5)); octal escapes stand for blanks. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    if (before === undefined || after === undefined) return [];
    const [, , , , point = '', options = ''] = before.split(' ');
    const [type = '', source = '', superOptions = ''] = after.split(' ');
    const all = [...options.split(','), ...superOptions.split(',')];
    return [{ point: unescape(point), type, options: [...new Set(all)], source: unescape(source) }];
  });
}

/** The mount a path lies on: the longest point above it, and of two on one point the later. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const isAbove = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (isAbove && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best;
}

function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
