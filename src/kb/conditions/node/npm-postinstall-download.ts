import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const npmPostinstallDownload = condition({
  id: 'npm-postinstall-download',
  stage: 'node',
  title: { en: 'An install script could not download its binary', zh: '安装脚本无法下载其二进制文件' },

  signatures: [
    {
      on: 'output',
      says: [
        'Failed to set up chrome',
        'Failed to set up Chrome',
        'Failed to set up Chromium',
        'Failed to download Chromium',
      ],
      pattern: /Failed to (?:set up|download) (?<what>[Cc]hrom\w*)/,
      strength: 'states',
    },
    { on: 'output', says: 'The Cypress App could not be downloaded', strength: 'states' },
    {
      on: 'output',
      says: ['env variable to skip download', 'environment variable to skip download'],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Electron failed to install correctly', 'Failed to download playwright', 'Failed to install browsers'],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'install: `prebuild --install`',
      pattern: /(?<what>\S{1,100}) install: `prebuild --install`/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'Download failed: server returned code ',
      pattern: /Download failed: server returned code \d{3}\. URL: (?<what>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'HTTPError: Response code ',
      pattern: /^HTTPError: Response code [45]\d\d/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Failed to fetch the engine file at ',
      pattern: /engine file at (?<what>https?:\S{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: [
    'apt-package-not-found',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ what }) => ({
    en:
      what === ''
        ? 'The install script of a package could not download its binary'
        : `The install script of a package could not download ${what}`,
    zh: what === '' ? '某个包的安装脚本没能下载到二进制文件' : `某个包的安装脚本没能下载 ${what}`,
  }),
  why: {
    en: `Packages such as puppeteer, cypress, playwright and electron fetch a large program from their own server after npm has installed them.
      That server may be blocked, may need the proxy, or has no build for this architecture (there is no Chrome for linux-arm64).`,
    zh: `puppeteer、cypress、playwright、electron 等包在 npm 安装之后，会从各自的服务器下载一个大程序。
      该服务器可能被拦截、需要代理，或没有当前架构的版本（例如没有 linux-arm64 的 Chrome）。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'skip-download',
      title: {
        en: 'Skip the download and use the browser of the distribution',
        zh: '跳过下载，改用发行版自带的浏览器',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'For puppeteer; CYPRESS_INSTALL_BINARY=0 and PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 do the same for the others.',
            zh: '适用于 puppeteer；另外两个对应 CYPRESS_INSTALL_BINARY=0 和 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1。',
          },
          {
            after:
              'ENV PUPPETEER_SKIP_DOWNLOAD=true PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium\nRUN apt-get update && apt-get install -y --no-install-recommends chromium && rm -rf /var/lib/apt/lists/*',
          },
        ),
      ],
    },
    {
      id: 'check-reach',
      title: { en: 'See whether the step reaches the server at all', zh: '确认该步骤能否访问那个服务器' },
      risk: 'read',
      steps: [look(['docker', 'run', '--rm', 'node:22', 'curl', '-sSI', 'https://storage.googleapis.com'])],
    },
  ],

  sources: [
    { repo: 'puppeteer/puppeteer', path: 'packages/puppeteer/src/node/install.ts' },
    { repo: 'cypress-io/cypress', path: 'cli/lib/errors.ts' },
  ],
});

export default npmPostinstallDownload;

export const examples: ExamplesOf<typeof npmPostinstallDownload> = [
  {
    name: 'puppeteer',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error Error: ERROR: Failed to set up chrome v131.0.6778.204! Set "PUPPETEER_SKIP_DOWNLOAD" env variable to skip download.
#9 0.462 npm error     at downloadBrowsers (file:///app/node_modules/puppeteer/lib/esm/puppeteer/node/install.js:26:15)
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { what: 'chrome' },
    verdict: 'confirmed',
  },
  {
    name: 'npm itself could not reach its registry',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code ECONNRESET
#9 0.462 npm error network This is a problem related to network connectivity.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-network',
  },
];
