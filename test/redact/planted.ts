/** Makes secrets that no two runs share a line with, from a number. */
function letters(seed: number, length: number, alphabet: string): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += alphabet[(state >>> 16) % alphabet.length];
  }
  return text;
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const DIGITS = '23456789';
const ALNUM = UPPER + LOWER + DIGITS;

interface Kind {
  readonly name: string;
  readonly secret: (seed: number) => string;
  /** One line that holds the secret the way such lines do. */
  readonly line: (secret: string) => string;
}

const password = (seed: number): string =>
  `${letters(seed, 6, LOWER)}${letters(seed + 1, 3, DIGITS)}${letters(seed + 2, 4, UPPER)}`;
const token =
  (prefix: string, length: number, alphabet = ALNUM) =>
  (seed: number): string =>
    `${prefix}${letters(seed, length, alphabet)}7a`;

/** The forms in which secrets are met in logs, environments, Compose files, inspect answers and Dockerfiles. */
export const KINDS: readonly Kind[] = [
  { name: 'env', secret: password, line: (s) => `POSTGRES_PASSWORD=${s}` },
  { name: 'export', secret: password, line: (s) => `+ export DB_PASS="${s}"` },
  { name: 'single quotes', secret: password, line: (s) => `MYSQL_ROOT_PASSWORD='${s}' docker compose up` },
  { name: 'yaml', secret: password, line: (s) => `      REDIS_PASSWORD: ${s}` },
  { name: 'yaml quoted', secret: password, line: (s) => `  session_secret: "${s}"` },
  { name: 'json', secret: password, line: (s) => `{"level":"debug","clientSecret":"${s}","n":1}` },
  { name: 'escaped json', secret: password, line: (s) => String.raw`msg="{\"password\":\"${s}\"}"` },
  { name: 'ini', secret: password, line: (s) => `secret_key = ${s}` },
  { name: 'inspect', secret: password, line: (s) => `"Env":["PATH=/usr/bin","JWT_SECRET=${s}","LANG=C"]` },
  { name: 'dockerfile', secret: password, line: (s) => `ENV APP_SECRET_KEY=${s} APP_DEBUG=1` },
  { name: 'build arg', secret: password, line: (s) => `docker build --build-arg NPM_TOKEN=${s} .` },
  { name: 'compose default', secret: password, line: (s) => `      DB_PASSWORD: \${DB_PASSWORD:-${s}}` },
  { name: 'url', secret: password, line: (s) => `connecting to postgresql://app:${s}@db:5432/shop` },
  {
    name: 'url with slash',
    secret: (n) => `${password(n)}/${password(n + 9)}`,
    line: (s) => `amqp://app:${s}@mq:5672/`,
  },
  { name: 'redis url', secret: password, line: (s) => `Error: redis://:${s}@cache:6379 refused` },
  { name: 'git url', secret: token('', 30), line: (s) => `fatal: could not read from https://${s}@git.example/x.git` },
  { name: 'query', secret: token('', 20), line: (s) => `GET https://api.example/v1?access_token=${s}&page=2 401` },
  { name: 'aws query', secret: token('', 40), line: (s) => `https://b.example/k?X-Amz-Signature=${s}&X-Amz-Date=1` },
  { name: 'azure sas', secret: token('', 40), line: (s) => `https://a.example/c?sv=2024&sig=${s}` },
  {
    name: 'azure key',
    secret: token('', 60),
    line: (s) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s};`,
  },
  { name: 'azure client', secret: (n) => `abc8Q~${letters(n, 34, ALNUM)}`, line: (s) => `using ${s} for login` },
  { name: 'bearer', secret: token('', 30), line: (s) => `> Authorization: Bearer ${s}` },
  { name: 'basic', secret: token('', 24), line: (s) => `authorization: Basic ${s}==` },
  { name: 'header flag', secret: token('', 24), line: (s) => `curl -H "PRIVATE-TOKEN: ${s}" https://git.example` },
  { name: 'api header', secret: token('', 24), line: (s) => `X-Api-Key: ${s}` },
  { name: 'cookie', secret: token('', 24), line: (s) => `Cookie: theme=***; session=${s}` },
  { name: 'set-cookie', secret: token('', 24), line: (s) => `< Set-Cookie: sid=${s}; Path=/; HttpOnly` },
  { name: 'github', secret: token('ghp_', 34), line: (s) => `remote: token ${s} rejected` },
  { name: 'github fine', secret: token('github_pat_', 60), line: (s) => `using ${s}` },
  { name: 'gitlab', secret: token('glpat-', 18), line: (s) => `git clone with ${s}` },
  { name: 'npm', secret: token('npm_', 34), line: (s) => `//registry.npmjs.example/:_authToken=${s}` },
  { name: 'npm bare', secret: token('npm_', 34), line: (s) => `npm ERR! ${s}` },
  { name: 'pypi', secret: token('pypi-AgEIcHlwaS5vcmc', 60), line: (s) => `twine upload -p ${s}` },
  { name: 'aws id', secret: token('AKIA', 14, UPPER + DIGITS), line: (s) => `aws: ${s.slice(0, -2)}AB not found` },
  { name: 'aws secret', secret: token('', 38), line: (s) => `AWS_SECRET_ACCESS_KEY=${s}` },
  { name: 'google', secret: token('AIza', 33), line: (s) => `maps key ${s}` },
  { name: 'slack', secret: token('xoxb-', 30), line: (s) => `slack: ${s}` },
  { name: 'slack hook', secret: token('T0', 20), line: (s) => `POST https://hooks.slack.com/services/${s} 404` },
  { name: 'stripe', secret: token('sk_live_', 24), line: (s) => `stripe ${s}` },
  { name: 'openai-like', secret: token('sk-', 32), line: (s) => `Incorrect API key provided: ${s}.` },
  { name: 'dashscope-like', secret: token('sk-', 30, `abcdef${DIGITS}`), line: (s) => `dashscope: ${s} denied` },
  { name: 'hugging face', secret: token('hf_', 32), line: (s) => `huggingface login ${s}` },
  { name: 'docker token', secret: token('dckr_pat_', 24), line: (s) => `docker login -u bob -p ${s}` },
  {
    name: 'jwt',
    secret: (n) => `eyJ${letters(n, 20, ALNUM)}.eyJ${letters(n + 1, 40, ALNUM)}.${letters(n + 2, 30, ALNUM)}`,
    line: (s) => `jwt malformed: ${s}`,
  },
  { name: 'long flag', secret: password, line: (s) => `mongosh --username root --password ${s}` },
  { name: 'long flag =', secret: password, line: (s) => `redis-server --requirepass ${s.length} --api-key=${s}` },
  { name: 'login', secret: password, line: (s) => `docker login registry.example -u bob -p ${s}` },
  { name: 'curl user', secret: password, line: (s) => `curl -u admin:${s} https://x.example` },
  { name: 'mysql', secret: password, line: (s) => `mysql -uroot -p${s} shop` },
  { name: 'sql', secret: password, line: (s) => `ALTER ROLE app PASSWORD '${s}';` },
  { name: 'mysql sql', secret: password, line: (s) => `CREATE USER 'a'@'%' IDENTIFIED BY '${s}'` },
  { name: 'netrc', secret: password, line: (s) => `machine git.example login bob password ${s}` },
  { name: 'docker config', secret: token('', 30), line: (s) => `{"auths":{"r.example":{"auth":"${s}"}}}` },
  {
    name: 'service account',
    secret: token('MIIEvQ', 120),
    line: (s) => String.raw`"private_key": "-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----\n",`,
  },
];

export interface Planted {
  readonly kind: string;
  readonly secret: string;
  readonly line: string;
}

/** So many secrets, each in a line of its own, over all kinds in turn. */
export function plant(count: number): readonly Planted[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] as Kind;
    const secret = kind.secret(index + 17);
    return { kind: kind.name, secret, line: kind.line(secret) };
  });
}
