/** Puts something in a secret's place. */
export type Hide = (secret: string) => string;

/**
 * One form a secret comes in: gives back the text with every secret of this form hidden. In lower case such a text holds one
 * of the marks: an expression costs an engine more the first time than all the marks, and a log has two or three of the forms.
 */
type Form = readonly [marks: readonly string[], hidden: (text: string, hide: Hide) => string];

/** Every form below contains one of these; most lines contain none. */
const MAY_HOLD =
  /pass|pwd|secret|token|key|cred|auth|cookie|:\/\/|bearer|basic|salt|sig=|signature|identified by|connection|eyj|gh[opsur]_|github_pat|gl\w{1,4}-|npm_|pypi-|dckr_|ak?ia|asia|xox|xapp|hooks\.slack|discord|sk[-_]|rk_|whsec|hf_|sg\.|ya29|gocspx|dop_v1|hv[sb]\.|atlasv1|dapi|rubygems_|aiza|q~|:aa|begin | -u| --user|\b-p/i;

// What stands where a value could, and is none: masks, templates, words of programs.
const NO_VALUE =
  /^(?:\*{3}|<|\$|%[({]?\w|\{\{|null\b|none\b|nil\b|undefined\b|true\b|false\b|yes$|no$|required\b|optional\b|\[?redacted|x{3,}$|\.{3}|=)/i;

const PROSE =
  /^(?:is|was|not|unset|empty|denied|forbidden|unauthori[sz]ed|invalid|expired|missing|required|error|failed|failure|eof|incorrect|wrong|unexpected|unknown|unsupported|revoked|rejected|refused|timeout|ok|set|string|str|bytes|int|integer|object|file|done|cached|loaded|created|found|exit|code|https?:?)\b/i;

const SECRET_NAME = String.raw`[\w.-]{0,60}?(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|(?:access|private|secret|encryption|signing|app|master|account|deploy|storage|session|jwt|hmac|webhook|license|admin|shared[_-]?access)[_-]?key(?:[_-]?id)?|credentials?|salt|_auth|connection[_-]?string|client[_-]?secret)`;

const ASSIGNED = new RegExp(
  String.raw`(?<![A-Za-z0-9_/])(${SECRET_NAME})(["']?=|\\?["']\s?:\s?|:(?=[^\s:/+?=-]))("(?:[^"\\\n]|\\.){1,4000}"|'[^'\n]{1,4000}'|\\"[^"\n]{1,4000}?\\"|[^\s"']{3,4000})`,
  'gi',
);
// `name: value` is YAML where nothing follows, and prose ("token: unexpected status") where more words do.
const MAPPED = new RegExp(
  String.raw`(^|[\s"'{,([-])(${SECRET_NAME})(:[ \t]{1,8}| {1,8}= {0,8})("[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\s"',;(){}]{3,4000})(?=\s*$|\s*#|["'},])`,
  'gim',
);
// Passwords in URLs hold what they should not: a slash, an @.
const URL_PASSWORD =
  /\b([a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'<>]{0,200}):(?!\/\/)((?:(?!:\/\/)[^\s"'<>]){1,500})@(?=[\w[.*$-])/gi;
const URL_USER = /\b([a-z][a-z0-9+.-]{1,30}:\/\/)([A-Za-z0-9_.~%-]{16,300})@(?=[\w[])/gi;
const HEADER =
  /\b((?:proxy-)?authorization|x-(?:api|auth|registry|amz|goog|gitlab|vault)[\w-]{0,40}|private-token|job-token|deploy-token|api-key)(["']?\s{0,2}[:=]\s{0,2}["']?)((?:(?:bearer|basic|token|digest|negotiate|aws4-hmac-sha256)\s+)?)([^\s"'\\]{3,4000})/gi;
const SCHEME = /\b(bearer|basic|token)(\s)([A-Za-z0-9._~+/-]{12,4000}={0,2})/gi;
const COOKIE = /\b(set-cookie|cookie)(["']?\s{0,2}:\s{0,2}["']?)([^\n"'\\]{3,4000})/gi;
const FLAG = new RegExp(
  String.raw`(^|\s|["',[])(--?[\w-]{0,40}(?:password|passwd|passphrase|secret|token|api-?key|access-?key|secret-?key|private-?key|credential))(?:(=)|(\s+|["'],\s?))("[^"\n]{1,2000}"|'[^'\n]{1,2000}'|[^\s"'=,\]]{3,2000})`,
  'gi',
);
const USER_FLAG = /(\s(?:-u|--user|--proxy-user|-U)[ =]?["']?)([^\s:"'=/]{1,200}):([^\s"']{3,1000})/g;
const SHORT_FLAG =
  /(\b(?:docker|podman|nerdctl|buildah|crane|helm|skopeo|az|oc|sshpass|mysql(?:dump|admin|check)?|mariadb(?:-dump|-admin|-check)?|mongo(?:sh|dump)?|redis-cli)\b[^\n|&;]{0,400}?\s-(?:p|a)(?:\s+|(?=[^\s]))["']?)([^\s"'-][^\s"']{2,1000})/g;
const SQL = /\b((?:identified (?:with \w{1,40} )?by|password)\s+)'([^'\n]{1,1000})'/gi;
const NETRC = /\b(machine\s+\S{1,200}\s+login\s+\S{1,200}\s+password\s+)(\S{1,1000})/gi;
const DOCKER_AUTH = /("(?:auth|identitytoken|registrytoken)"\s{0,4}:\s{0,4}")([A-Za-z0-9+/=._-]{4,8000})(?=")/gi;
const QUERY =
  /([?&;](?:sig|signature|access_token|refresh_token|id_token|token|key|api_?key|code|password|secret|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential))=)([^\s&"'<>;]{6,4000})/gi;

/** A name that may be secret: the forms below that begin with one are dear where there is none. */
const NAMED = /pass|pwd|secret|token|key|cred|salt|auth|connection/i;

// `${DB_PASSWORD:-fallback}`: what stands in for a variable is as secret as its value.
const FALLBACK = new RegExp(
  String.raw`((?:\$\{${SECRET_NAME}|(?<![A-Za-z0-9_/])${SECRET_NAME}["']?[=:]\s?["']?\$\{\w{1,100}):?[-+])([^}\n]{3,1000})(?=\})`,
  'gi',
);
const WHOLE_NAME = new RegExp(`^(?:${SECRET_NAME})$`, 'i');

/** Forms that say by themselves what they are. */
const TOKENS = new RegExp(
  [
    String.raw`gh[opsur]_[A-Za-z0-9]{20,255}`,
    String.raw`github_pat_\w{20,255}`,
    String.raw`gl(?:pat|rt|dt|cbt|ptt|soat|ft|imt|agent|oas|ffct)-[\w.-]{16,300}`,
    String.raw`npm_[A-Za-z0-9]{30,60}`,
    String.raw`pypi-[\w-]{40,400}`,
    String.raw`dckr_(?:pat|oat)_[\w-]{20,80}`,
    String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
    String.raw`xox[abeoprs]-[\w-]{10,300}`,
    String.raw`xapp-[\w-]{10,300}`,
    String.raw`(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,200}`,
    String.raw`whsec_[A-Za-z0-9+/=]{16,100}`,
    String.raw`hf_[A-Za-z0-9]{20,80}`,
    String.raw`SG\.[\w-]{16,40}\.[\w-]{16,80}`,
    String.raw`ya29\.[\w-]{20,400}`,
    String.raw`GOCSPX-[\w-]{20,60}`,
    String.raw`AIza[\w-]{35}`,
    String.raw`dop_v1_[a-f0-9]{40,80}`,
    String.raw`hv[sb]\.[\w-]{20,300}`,
    String.raw`\w{10,20}\.atlasv1\.[\w-]{40,100}`,
    String.raw`dapi[a-f0-9]{32}`,
    String.raw`rubygems_[a-f0-9]{40,60}`,
    String.raw`[A-Za-z0-9_~.]{3}\dQ~[\w~.-]{30,40}`,
    String.raw`\d{8,10}:AA[\w-]{33}`,
    String.raw`eyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}(?:\.[\w-]{0,4000})?`,
  ]
    .map((form) => `(?<![A-Za-z0-9])${form}`)
    .join('|'),
  'g',
);
const SK = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,300}/g;
const WEBHOOK = /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)([\w/-]{10,200})/g;

const TOKEN_MARKS =
  'ghp_ gho_ ghs_ ghu_ ghr_ github_pat_ npm_ pypi- dckr_ xox xapp- _live_ _test_ glpat- glrt- gldt- glcbt- glptt- glsoat- glft- glimt- glagent- gloas- glffct- akia asia abia acca whsec_ hf_ sg. ya29. gocspx- aiza dop_v1_ hvs. hvb. .atlasv1. dapi rubygems_ q~ :aa eyj'.split(
    ' ',
  );

const FORMS: readonly Form[] = [
  [
    ['://'],
    (text, hide) =>
      text.replace(URL_PASSWORD, (whole, before: string, password: string) =>
        // `https://host:5000/image@sha256` names a port.
        /^\d{1,5}\//.test(password) || isNoValue(password) ? whole : `${before}:${hide(password)}@`,
      ),
  ],
  [
    ['://'],
    (text, hide) =>
      text.replace(URL_USER, (whole, scheme: string, user: string) =>
        isRandom(user) ? `${scheme}${hide(user)}@` : whole,
      ),
  ],
  [
    ['authorization', 'x-', 'private-token', 'job-token', 'deploy-token', 'api-key'],
    (text, hide) =>
      text.replace(HEADER, (whole, name: string, sign: string, scheme: string, value: string) =>
        isNoValue(value) || (scheme === '' && !isRandom(value)) || /realm=/i.test(value)
          ? whole
          : `${name}${sign}${scheme}${hide(value)}`,
      ),
  ],
  [
    ['bearer', 'basic', 'token'],
    (text, hide) =>
      text.replace(SCHEME, (whole, scheme: string, blank: string, value: string) =>
        isRandom(value) ? `${scheme}${blank}${hide(value)}` : whole,
      ),
  ],
  [
    ['cookie'],
    (text, hide) =>
      text.replace(COOKIE, (whole, name: string, sign: string, jar: string) =>
        jar.includes('=') ? `${name}${sign}${hideCookies(jar, name.toLowerCase() === 'set-cookie', hide)}` : whole,
      ),
  ],
  [
    ['hooks.slack', 'discord'],
    (text, hide) => text.replace(WEBHOOK, (_, before: string, path: string) => `${before}${hide(path)}`),
  ],
  [TOKEN_MARKS, (text, hide) => text.replace(TOKENS, hide)],
  [['sk-'], (text, hide) => text.replace(SK, (token) => (isRandom(token.slice(3)) ? hide(token) : token))],
  [
    ['"auth"', '"identitytoken"', '"registrytoken"'],
    (text, hide) => text.replace(DOCKER_AUTH, (_, before: string, value: string) => `${before}${hide(value)}`),
  ],
  [
    ['-u'],
    (text, hide) =>
      text.replace(USER_FLAG, (whole, before: string, user: string, password: string) =>
        isNoValue(password) || /^\d+$/.test(user) ? whole : `${before}${user}:${hide(password)}`,
      ),
  ],
  [
    ['-p', '-a'],
    (text, hide) =>
      text.replace(SHORT_FLAG, (whole, before: string, value: string) =>
        isNoValue(value) || !isShortFlagSecret(before, value) ? whole : `${before}${hide(value)}`,
      ),
  ],
  [
    ['identified', 'password'],
    (text, hide) =>
      text.replace(SQL, (whole, before: string, value: string) =>
        isNoValue(value) ? whole : `${before}'${hide(value)}'`,
      ),
  ],
  [
    ['machine'],
    (text, hide) =>
      text.replace(NETRC, (whole, before: string, value: string) =>
        isNoValue(value) ? whole : `${before}${hide(value)}`,
      ),
  ],
  [
    ['sig=', 'signature=', 'token=', 'key=', 'code=', 'password=', 'secret=', 'credential='],
    (text, hide) =>
      text.replace(QUERY, (whole, before: string, value: string) =>
        isNoValue(value) || !/\d|[A-Z]/.test(value) ? whole : `${before}${hide(value)}`,
      ),
  ],
];

const NAMED_FORMS: readonly Form[] = [
  [
    ['-'],
    (text, hide) =>
      text.replace(
        FLAG,
        (whole, before: string, flag: string, equals: string | undefined, gap: string | undefined, value: string) =>
          hideValue(`${before}${flag}${equals ?? gap ?? ''}`, value, hide, equals === undefined) ?? whole,
      ),
  ],
  [
    ['${'],
    (text, hide) =>
      text.replace(FALLBACK, (whole, before: string, value: string) =>
        isNoValue(value) ? whole : `${before}${hide(value)}`,
      ),
  ],
  [
    ['=', ':'],
    (text, hide) =>
      text.replace(ASSIGNED, (whole, name: string, sign: string, value: string) =>
        // `"docker-credential-pass": executable file not found` is no JSON.
        /["'].*:/.test(sign) && !/^\\?["']/.test(value) && !isRandom(value)
          ? whole
          : (hideValue(`${name}${sign}`, value, hide, sign === ':') ?? whole),
      ),
  ],
  [
    ['=', ':'],
    (text, hide) =>
      text.replace(MAPPED, (whole, before: string, name: string, sign: string, value: string, at: number) => {
        const isKey = isKeyPlace(text, at + before.length) || isRandom(unquoted(value));
        return (isKey ? hideValue(`${before}${name}${sign}`, value, hide, true) : undefined) ?? whole;
      }),
  ],
];

/** The text with every secret that can be told by its form hidden. */
export function hideForms(text: string, hide: Hide): string {
  if (text.length < 8 || !MAY_HOLD.test(text)) return text;
  const forms = NAMED.test(text) ? [...FORMS, ...NAMED_FORMS] : FORMS;
  const folded = text.toLowerCase();
  let done = text;
  for (const [marks, hidden] of forms) if (marks.some((mark) => folded.includes(mark))) done = hidden(done, hide);
  return done;
}

/** `POSTGRES_PASSWORD`, `apiKey`; not `POSTGRES_PASSWORD_FILE`. */
export function isSecretName(name: string): boolean {
  return name.length <= 100 && WHOLE_NAME.test(name);
}

/** Letters and digits mixed, or three kinds of characters: no word of a language. */
export function isRandom(value: string): boolean {
  if (value.length < 8 || value.includes('***')) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  return /\d/.test(value) && kinds >= 2;
}

export function isNoValue(value: string): boolean {
  return NO_VALUE.test(value);
}

function unquoted(value: string): string {
  return value.replace(/^\\?["']|\\?["']$/g, '');
}

/** A key of YAML, JSON or INI: first on its line (after what log and excerpt put there), or behind what opens an entry. */
function isKeyPlace(text: string, at: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 40), at);
  return /^[\s\d.#|>+-]*$|["'{,]\s?$/.test(before);
}

/** Undefined: nothing secret here. With `mayBeProse` a plain word of programs is none. */
function hideValue(before: string, value: string, hide: Hide, mayBeProse: boolean): string | undefined {
  const quote = /^\\?["']/.exec(value)?.[0] ?? '';
  const inner = quote === '' ? value : value.slice(quote.length, -quote.length);
  if (quote !== '') return isNoValue(inner) ? undefined : `${before}${quote}${hide(inner)}${quote}`;
  const secret = inner.slice(0, endOfValue(inner));
  if (secret.length < 3 || isNoValue(secret) || (mayBeProse && PROSE.test(secret))) return undefined;
  return `${before}${hide(secret)}${inner.slice(secret.length)}`;
}

/** A bare value ends where the next assignment begins, and before what closes a bracket or a sentence. */
function endOfValue(value: string): number {
  const next = /[&,;](?=[\w.-]{1,60}[=:])/.exec(value)?.index ?? value.length;
  const closing = /[)\]},;.`\\]+$/.exec(value.slice(0, next));
  return closing === null ? next : closing.index;
}

function hideCookies(jar: string, hasAttributes: boolean, hide: Hide): string {
  const [first = '', ...rest] = jar.split(';');
  const crumbs = [hideCrumb(first, hide), ...rest.map((crumb) => (hasAttributes ? crumb : hideCrumb(crumb, hide)))];
  return crumbs.join(';');
}

function hideCrumb(crumb: string, hide: Hide): string {
  const at = crumb.indexOf('=');
  const value = crumb.slice(at + 1).trim();
  return at === -1 || value === '' || isNoValue(value) ? crumb : `${crumb.slice(0, at + 1)}${hide(value)}`;
}

/** `-p` publishes a port in `docker run` and names a project in Compose; only a login has a password there. */
function isShortFlagSecret(before: string, value: string): boolean {
  const program = /\w[\w-]*/.exec(before)?.[0] ?? '';
  const isGlued = !/\s["']?$/.test(before);
  if (/^(?:mysql|mariadb)/.test(program)) return isGlued && /-p["']?$/.test(before);
  if (program === 'redis-cli') return /-a\s*["']?$/.test(before);
  if (program === 'sshpass' || program.startsWith('mongo')) return /-p\s*["']?$/.test(before);
  return /\blogin\b/.test(before) && /-p\s*["']?$/.test(before) && !/^\d+:\d+$/.test(value);
}
