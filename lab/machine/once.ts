const made = new Map<string, Promise<string>>();

/** Work that two lanes may want at the same time is done once; the second waits for the first. */
export function once(key: string, make: () => Promise<string>): Promise<string> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = make();
  made.set(key, making);
  return making;
}
