import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const urlSpecialChars = condition({
  id: 'url-special-chars',
  stage: 'runtime',
  title: { en: 'A password breaks the connection URL', zh: '密码中的字符破坏了连接 URL' },

  signatures: [
    {
      on: 'output',
      says: 'could not translate host name "',
      pattern: /could not translate host name "(?<part>[^"]{0,120}@)[^"]{1,120}"/,
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'Port could not be cast to integer value as',
        'net/url: invalid userinfo',
        'for connection option "port"',
        ' after host',
        'invalid port number',
      ],
      pattern:
        /(?:Port could not be cast to integer value as|net\/url: invalid userinfo|invalid integer value "[^"]{1,80}" for connection option "port"|parse "?\w+:\/\/.{0,200}: invalid port ".{1,80}" after host|invalid port number: "?(?!\d+"?$))/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `The connection URL of ${service ?? 'the application'} falls apart: a character of the password is part of the URL syntax`,
    zh: `${service === undefined ? '应用' : `${service} `}的连接 URL 被拆错了：密码中的某个字符属于 URL 语法`,
  }),
  why: {
    en: `In user:password@host:port the characters @ : / # ? % and blanks have a meaning. Unencoded, the rest of the password is taken for the host or the port.
      It is easily mistaken for a DNS error or a wrong password.`,
    zh: `在 user:password@host:port 中，@ : / # ? % 和空格都有含义。不编码时，密码的后半段会被当成主机或端口。
      很容易误认为是 DNS 错误或密码错误。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'encode-the-password',
      title: {
        en: 'Percent-encode the password in the URL, or choose one of letters and digits',
        zh: '在 URL 中对密码做百分号编码，或换成只含字母和数字的密码',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          {
            en: 'Only inside the URL; the variable of the database keeps the plain text.',
            zh: '只在 URL 里编码；数据库自己的变量仍用原文。',
          },
          { before: 'p@ss/word', after: 'p%40ss%2Fword' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/interfaces/libpq/fe-connect.c', symbol: 'conninfo_uri_parse_options' },
    { repo: 'golang/go', path: 'src/net/url/url.go', symbol: 'parseHost' },
  ],
});

export default urlSpecialChars;

export const examples: ExamplesOf<typeof urlSpecialChars> = [
  {
    name: 'an @ in the password',
    log: `api-1  | psycopg2.OperationalError: could not translate host name "word@db" to address: Name or service not known
api-1 exited with code 1
`,
    matches: { service: 'api' },
  },
  {
    name: 'the name is simply unknown',
    log: `api-1  | psycopg2.OperationalError: could not translate host name "database" to address: Name or service not known
api-1 exited with code 1
`,
    matches: false,
    is: 'service-dns-failure',
  },
];
