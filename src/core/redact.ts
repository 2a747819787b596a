// What a secret looks like in a log line. The value goes, the name and the shape stay.
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,80}):([^\s/@]{1,200})@/gi;
const SECRET_NAME =
  '[A-Za-z0-9_.-]{0,60}(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)';
const NO_SECRET = '(?!\\*{3}|<|\\$|null\\b|none\\b|undefined\\b)';
// `NAME=value`, `"name": "value"`: an assignment whatever the value looks like.
const ASSIGNED = new RegExp(
  `\\b(${SECRET_NAME})(=["']?|["']:\\s?["']?|:\\s?["']|:(?=\\S))${NO_SECRET}([^\\s"',;)]{3,200})`,
  'gi',
);
// `name: value` is YAML if nothing follows, and prose ("token: unexpected status") if more words do.
const MAPPED = new RegExp(
  `\\b(${SECRET_NAME})(: )${NO_SECRET}(?!(?:denied|forbidden|unauthorized|invalid|expired|missing|required|error|failed|eof)\\b)([^\\s"',;)]{3,200})$`,
  'gim',
);
const TOKENS =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[\w-]{16,64}|npm_[A-Za-z0-9]{30,60}|dckr_pat_[\w-]{20,60}|AKIA[A-Z0-9]{16}|sk-[A-Za-z0-9_-]{20,200}|xox[abprs]-[\w-]{10,200}|eyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{5,2000})/g;
const BEARER = /\b(Bearer|Basic) [A-Za-z0-9._~+/-]{12,2000}=*/g;

const MASK = '***';

/** The same text with secrets masked. Masking twice changes nothing. */
export function mask(text: string): string {
  if (text.length < 8) return text;
  return text
    .replace(URL_PASSWORD, `$1:${MASK}@`)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(TOKENS, MASK)
    .replace(ASSIGNED, `$1$2${MASK}`)
    .replace(MAPPED, `$1$2${MASK}`);
}
