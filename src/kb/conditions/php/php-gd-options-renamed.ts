import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const phpGdOptionsRenamed = condition({
  id: 'php-gd-options-renamed',
  stage: 'php',
  title: { en: 'PHP 7.4 renamed the options of an extension', zh: 'PHP 7.4 更改了扩展的编译选项名' },

  signatures: [
    {
      on: 'output',
      says: 'configure: error: unrecognized options: ',
      pattern:
        /unrecognized options: (?<options>.{0,200}--with-(?:freetype|jpeg|png|webp|xpm|gd|zlib|mysql|libzip|icu|pcre)[\w-]{0,10}.{0,200})/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ options: group('options') }),

  headline: ({ options }) => ({
    en:
      options === ''
        ? 'The PHP of the base image does not know these configure options any more'
        : `PHP does not know ${options} any more`,
    zh: options === '' ? '基础镜像的 PHP 已不认识这些配置选项' : `PHP 已不认识 ${options}`,
  }),
  why: {
    en: `PHP 7.4 finds libraries with pkg-config, and gd takes --with-freetype, --with-jpeg and --with-webp instead of --with-freetype-dir and the like; --with-png-dir went without replacement. docker-php-ext-configure takes an unknown option for an error.`,
    zh: `PHP 7.4 改用 pkg-config 查找库，gd 的选项变为 --with-freetype、--with-jpeg、--with-webp，取代 --with-freetype-dir 等；--with-png-dir 已删除且无替代。docker-php-ext-configure 把未知选项视为错误。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'new-names',
      title: { en: 'Use the new names', zh: '改用新的选项名' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Without paths: pkg-config finds them.', zh: '不需要路径：由 pkg-config 查找。' },
          {
            before: 'RUN docker-php-ext-configure gd --with-freetype-dir=/usr/include/ --with-jpeg-dir=/usr/include/',
            after: 'RUN docker-php-ext-configure gd --with-freetype --with-jpeg',
          },
        ),
      ],
    },
    {
      id: 'pin-php',
      title: { en: 'Or stay with the PHP it was written for', zh: '或沿用原先的 PHP 版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Name a version in FROM, so that it does not move again.', zh: '在 FROM 中写明版本，避免再次变动。' },
          { before: 'FROM php:fpm', after: 'FROM php:7.3-fpm' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'php/php-src', path: 'UPGRADING' },
    { repo: 'docker-library/php', path: 'docker-php-ext-configure' },
  ],
});

export default phpGdOptionsRenamed;

export const examples: ExamplesOf<typeof phpGdOptionsRenamed> = [
  {
    name: 'gd as before 7.4',
    log: `#7 [3/5] RUN docker-php-ext-configure gd --with-freetype-dir=/usr/include/ --with-jpeg-dir=/usr/include/
#7 0.200 Configuring for:
#7 0.600 PHP Api Version:         20190902
#7 1.000 configure: error: unrecognized options: --with-freetype-dir, --with-jpeg-dir
#7 ERROR: process "/bin/sh -c docker-php-ext-configure gd --with-freetype-dir=/usr/include/ --with-jpeg-dir=/usr/include/" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker-php-ext-configure gd --with-freetype-dir=/usr/include/ --with-jpeg-dir=/usr/include/" did not complete successfully: exit code: 1
`,
    matches: { options: '--with-freetype-dir, --with-jpeg-dir' },
    verdict: 'confirmed',
  },
  {
    name: 'another program',
    log: `#7 [3/5] RUN ./configure --with-luck
#7 0.200 configure: error: unrecognized options: --with-luck
#7 ERROR: process "/bin/sh -c ./configure --with-luck" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure --with-luck" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'tool-option-unknown',
  },
];
