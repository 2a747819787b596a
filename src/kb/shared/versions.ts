/** `v2.40.3-desktop.1` is older than these numbers. A version without numbers (`dev`) is not. */
export function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const found = /^v?(\d{1,4})\.(\d{1,4})/.exec(version);
  if (found === null) return false;
  const [own, ownMinor] = [Number(found[1]), Number(found[2])];
  return own < major || (own === major && ownMinor < minor);
}
