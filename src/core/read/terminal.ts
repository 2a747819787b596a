// Control sequences of terminals: CSI, OSC (with BEL or ST), two-byte escapes. Jenkins hides notes between ESC[8m and ESC[0m.
const HIDDEN_NOTE = /\u001b\[8mha:[^\u001b]*\u001b\[0m/g;
const ESCAPES = /\u001b\[[0-9;:?<=>]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g;
// eslint-disable-next-line no-control-regex -- control bytes are what this is about
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g;
// GitHub's page turns digits into links when a log is copied from it (docker/build-push-action#993).
const LINKED_DIGITS = /\[(\d+)\]\(https:\/\/github\.com\/[^)\s]*#step:[^)\s]*\)/g;

// What stays in place when a program redraws its line: a CI stamp, BuildKit's `#N t`, Compose's `service-1  |`.
const LEAD = /^(?:\S+Z )?(?:#\d+ -?\d+(?:\.\d+)? |[\w.-]+ +\| )?/;

function afterReturns(text: string): string {
  const parts = text.split('\r');
  const last = parts.findLast((part) => part.trim() !== '') ?? '';
  if (last === parts[0]) return last;
  return (LEAD.exec(parts[0] ?? '')?.[0] ?? '') + last;
}

/** The line as a person saw it last: after the final carriage return, without escape sequences and control bytes. */
export function visible(raw: string): string {
  let text = raw;
  if (text.includes('\u001b')) text = text.replace(HIDDEN_NOTE, '').replace(ESCAPES, '');
  if (text.includes('\r')) text = afterReturns(text);
  if (text.includes('#step:')) text = text.replace(LINKED_DIGITS, '$1');
  return text.replace(CONTROLS, '');
}
