import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const webFontFetchFailed = condition({
  id: 'web-font-fetch-failed',
  stage: 'node',
  title: { en: 'next/font could not fetch a font while building', zh: 'next/font 在构建时无法获取字体' },

  signatures: [
    {
      on: 'output',
      says: ' from Google Fonts.',
      pattern: /Failed to fetch (?:font )?`(?<font>[^`]{1,80})` from Google Fonts/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'Failed to fetch font  `',
      pattern: /Failed to fetch font {2}`(?<font>[^`]{1,80})`/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ font: group('font') }),

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'build-tls-unknown-ca', 'proxy-missing-in-build'],
  headline: ({ font }) => ({
    en: `The font "${font}" could not be fetched from Google Fonts`,
    zh: `无法从 Google Fonts 获取字体 "${font}"`,
  }),
  why: {
    en: 'next/font downloads the font at build time and stops where that fails: a build without internet, a network that blocks fonts.googleapis.com, or a passing fault.',
    zh: 'next/font 在构建时下载字体，失败就会中止：构建环境没有外网、网络屏蔽了 fonts.googleapis.com，或是瞬时故障。',
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'local-font',
      title: { en: 'Keep the font in the project', zh: '把字体放进项目' },
      risk: 'read',
      steps: [
        advise(
          'Load the .woff2 with next/font/local, or take the npm package of the font (@fontsource/…): the build needs no network then.',
          '用 next/font/local 加载 .woff2，或使用字体的 npm 包（@fontsource/…）：这样构建时不需要网络。',
        ),
      ],
    },
    {
      id: 'let-it-through',
      title: {
        en: 'Let the build reach fonts.googleapis.com and fonts.gstatic.com',
        zh: '允许构建访问 fonts.googleapis.com 和 fonts.gstatic.com',
      },
      risk: 'read',
      steps: [
        advise(
          'Pass the proxy as build arguments: --build-arg HTTPS_PROXY=…',
          '用构建参数传入代理：--build-arg HTTPS_PROXY=…',
        ),
      ],
    },
  ],

  sources: [{ repo: 'vercel/next.js', path: 'packages/font/src/google/fetch-css-from-google-fonts.ts' }],
});

export default webFontFetchFailed;

export const examples: ExamplesOf<typeof webFontFetchFailed> = [
  {
    name: 'next build',
    log: `#8 [4/5] RUN npm run build
#8 1.104 Failed to compile.
#8 1.125
#8 1.146 src/app/layout.tsx
#8 1.167 \`next/font\` error:
#8 1.188 Failed to fetch \`Inter\` from Google Fonts.
#8 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: { font: 'Inter' },
  },
  {
    name: 'a module',
    log: `#8 [4/5] RUN npm run build
#8 1.104 Failed to compile.
#8 1.125
#8 1.146 ./src/app/page.tsx
#8 1.167 Module not found: Can't resolve '@/lib/x'
#8 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'app-build-error',
  },
];
