import type { Hide } from './forms.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const END = '-----END ';
/** Longest key looked at, in characters: RSA of 16384 bits has some 12,700. */
const LONGEST = 32 * 1024;
/** What the body of a key is made of, real or escaped line ends included. */
const NO_BODY = /[^A-Za-z0-9+/=\s\\nr:,.#|*()-]/;
/** A line of a key: base64 of the width that PEM files are wrapped at. */
const BODY_LINE = /^[A-Za-z0-9+/]{64}$|^[A-Za-z0-9+/]{70}$|^[A-Za-z0-9+/]{76}$/;

/** Hides the bodies of private keys, over several lines or with their line ends escaped. Lines stay lines. */
export function hideKeys(text: string, hide: Hide): string {
  let rest = text;
  let done = '';
  for (let begin = BEGIN.exec(rest); begin !== null; begin = BEGIN.exec(rest)) {
    const from = begin.index + begin[0].length;
    const window = rest.slice(from, from + LONGEST);
    const end = window.indexOf(END);
    const stop = end === -1 ? bodyEnd(window) : end;
    done += rest.slice(0, from) + hideBody(window.slice(0, stop), hide);
    rest = rest.slice(from + stop);
  }
  return done + rest;
}

function bodyEnd(text: string): number {
  return NO_BODY.exec(text)?.index ?? text.length;
}

function hideBody(body: string, hide: Hide): string {
  return body
    .split(/(\s+|\\[nr])/)
    .map((part, index) => (index % 2 === 1 || part.length < 3 || part.startsWith('***') ? part : hide(part)))
    .join('');
}

/**
 * For a log, where a key comes line by line: tells of each line whether it is inside a key.
 * Lines of a key whose beginning is not in the log are known by their form.
 */
export class KeyLines {
  #left = 0;

  isBody(line: string): boolean {
    if (BEGIN.test(line)) {
      this.#left = 400;
      return false;
    }
    if (this.#left > 0) {
      this.#left--;
      if (line.includes(END)) {
        this.#left = 0;
        return false;
      }
      if (/^\s*[A-Za-z0-9+/=]{4,100}\s*$|^\s*(?:Proc-Type|DEK-Info|Version|Comment): /.test(line)) return true;
      if (line.trim() !== '') this.#left = 0;
    }
    return isBodyLine(line.trim());
  }
}

function isBodyLine(line: string): boolean {
  return BODY_LINE.test(line) && /[A-Z]/.test(line) && /[a-z]/.test(line) && /\d/.test(line);
}
