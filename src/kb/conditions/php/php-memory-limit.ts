import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const phpMemoryLimit = condition({
  id: 'php-memory-limit',
  stage: 'php',
  title: { en: 'PHP reached its memory limit', zh: 'PHP 达到内存上限' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Allowed memory size of ',
      pattern: /Allowed memory size of (?<bytes>\d{1,15}) bytes exhausted/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ bytes: group('bytes') }),

  yieldsTo: ['composer-auth-or-limit'],
  headline: ({ bytes }) => ({
    en: `PHP reached its memory limit of ${bytes} bytes`,
    zh: `PHP 达到 ${bytes} 字节的内存上限`,
  }),
  why: {
    en: 'Not the machine is out of memory: php.ini allows one script 128 MB unless it says otherwise. Static analysis, asset builds and an install without a lock file need more.',
    zh: '并不是机器内存不足：php.ini 默认只允许一个脚本使用 128 MB。静态分析、资源构建以及没有锁文件的安装都需要更多内存。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-limit',
      title: { en: 'Raise the limit for the build', zh: '在构建中提高上限' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: 'For Composer.', zh: '用于 Composer。' }, { after: 'ENV COMPOSER_MEMORY_LIMIT=-1' }),
        edit(
          'Dockerfile',
          { en: 'For any other script.', zh: '用于其他脚本。' },
          { before: 'RUN php ', after: 'RUN php -d memory_limit=-1 ' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'php/php-src', path: 'Zend/zend_alloc.c', symbol: 'zend_mm_safe_error' }],
});

export default phpMemoryLimit;

export const examples: ExamplesOf<typeof phpMemoryLimit> = [
  {
    name: 'a script',
    log: `#8 [4/5] RUN php artisan optimize
#8 1.104 PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/vendor/x/y.php on line 3
#8 ERROR: process "/bin/sh -c php artisan optimize" did not complete successfully: exit code: 255
------
ERROR: failed to solve: process "/bin/sh -c php artisan optimize" did not complete successfully: exit code: 255
`,
    matches: { bytes: '134217728' },
    verdict: 'confirmed',
  },
  {
    name: 'the machine is out of memory',
    log: `#8 [4/5] RUN composer install
#8 1.104 Killed
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 137
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 137
`,
    matches: false,
    is: 'build-oom-killed',
  },
];
