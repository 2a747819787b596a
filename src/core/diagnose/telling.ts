// Words that programs use when they give up, with weights. No knowledge of causes: only of how complaints sound.
const TELLING: readonly { readonly pattern: RegExp; readonly weight: number }[] = [
  {
    pattern:
      /(?:^|\d)(?:E: |ERROR: |error: |fatal: |FATAL: |Error: |ERR! |panic: |gyp ERR! |Err:|curl: \(\d+\) |wget: |tar: |gpg: )|^(?:\/bin\/)?(?:ba|da|a|z)?sh: /,
    weight: 5,
  },
  { pattern: /(?:^|[\s:[(])(?:fatal error|error|ERROR|Error|FATAL|fatal|panic|CRITICAL)(?:\[\w+\])?:? /, weight: 4 },
  { pattern: /\b\w*(?:Error|Exception|NotFound)(?:: |\(|$)/, weight: 4 },
  {
    pattern:
      /[Nn]o such file|[Nn]ot found|NOT FOUND|[Cc]annot |[Cc]ould not |[Cc]ouldn't |[Uu]nable to |[Cc]an't |[Cc]ann't /,
    weight: 3,
  },
  {
    pattern:
      /[Dd]enied|[Rr]efused|[Tt]imed out|[Ff]ailed|FAILED|[Ii]nvalid|[Uu]nsupported|[Uu]nrecognized|[Uu]nknown |[Mm]issing|[Ii]ncompatible|[Rr]equires? |(?:is|are) required|[Mm]ust |does not |did not |No module named|No space left|[Kk]illed|\b(?:40[134]|429|50[023])\b|unmet|[Cc]onflict/,
    weight: 2,
  },
  {
    pattern:
      /(?:not (?:installed|available|enough|work|a |supported|declared|currently|in sync|been)|no longer|too (?:many|old|new|large) |un(?:defined|declared|satisfied)|redeclared|has no |no (?:matching|candidate|package)|[Pp]roblems? |probably |nothing|[Yy]ou (?:need|must|should|are) |forbids)/,
    weight: 2,
  },
  { pattern: /^npm (?:ERR!|error) code /, weight: 6 },
  { pattern: /^npm (?:ERR!|error) \w|^gyp ERR! (?:find|stack)/, weight: 3 },
  // A compiler's position.
  { pattern: /^\s*(?:\S+ )?\S+\.\w+[:(]\d+(?:[:,]\d+)?\)?: /, weight: 4 },
  { pattern: /:\d+:\d*:? |^\w+\.\w+:\d+/, weight: 1 },
  { pattern: /^[Uu]sage: |\((?:missing|MISSING)\)|^W: |No package '|unknown revision|ENOENT/, weight: 2 },
];

const CALM =
  /\b0 (?:errors|Errors|failed|failures|vulnerabilities)|-Wno-error|-Werror|no errors|\bwarning\b:|\bWARN\b|\bWarning\b:|DeprecationWarning|deprecated|^(?:Get|Hit|Ign|Reading|Unpacking|Selecting|Preparing|Setting up|Collecting|Downloading|Requirement already|Using cached|copying|creating|adding|checking (?:for|whether)) ?/;

// Says that it failed, not why: what package managers, make and pip append.
const TRAILER =
  /^(?:npm (?:ERR!|error)\s*(?:$|A complete log|\S+_logs|errno|Exit status|Failed at the|This is probably not|There is likely|System |command |cwd |node -v|npm -v|\s*\/|Linux |argv |If you need help|<|not ok |file |path |syscall )|make(?:\[\d+\])?: |ERROR: Service|You are using pip|You should consider|\s+at |error Command failed|info Visit|See |gyp ERR! (?:cwd|System|command|node|not ok|build error|stack\s+at)|-{8,}|={8,}|\s*\^|Consult |Use --|Hint: |Please )/;

/** How much a line sounds like the reason of a failure; 0 and less: not at all. */
export function telling(text: string): number {
  let total = 0;
  for (const { pattern, weight } of TELLING) if (pattern.test(text)) total += weight;
  if (total === 0) return 0;
  if (CALM.test(text)) total -= 4;
  if (TRAILER.test(text)) total -= 5;
  return total;
}
