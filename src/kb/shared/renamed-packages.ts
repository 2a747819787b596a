import type { Site } from '#core/model/condition.ts';
import type { Remedy } from '#core/model/remedy.ts';

import { dockerfileRemedy, wordInInstruction } from './instruction-edit.ts';

/**
 * Packages of Debian and Ubuntu that live on under another name and do the same; by the transitional packages, `Provides` and
 * `Replaces` of their successors. Not here: what programs that are there already were linked against (libssl1.1, libicu67).
 */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'exuberant-ctags': 'universal-ctags',
  libappindicator1: 'libayatana-appindicator1',
  'libappindicator3-1': 'libayatana-appindicator3-1',
  'libav-tools': 'ffmpeg',
  libcurl3: 'libcurl4',
  'libegl1-mesa': 'libegl1',
  'libgl1-mesa-glx': 'libgl1',
  'libgles2-mesa': 'libgles2',
  'libjpeg8-dev': 'libjpeg-dev',
  'libjpeg62-dev': 'libjpeg-dev',
  'libldap2-dev': 'libldap-dev',
  'libmariadb-client-lgpl-dev': 'libmariadb-dev-compat',
  'libmariadbclient-dev': 'libmariadb-dev-compat',
  'libmysqlclient-dev': 'default-libmysqlclient-dev',
  'libncurses5-dev': 'libncurses-dev',
  'libncursesw5-dev': 'libncurses-dev',
  'libpng12-dev': 'libpng-dev',
  'libpng12-0': 'libpng16-16',
  'libreadline6-dev': 'libreadline-dev',
  'libtiff4-dev': 'libtiff-dev',
  'libtiff5-dev': 'libtiff-dev',
  'mysql-client': 'default-mysql-client',
  'mysql-server': 'default-mysql-server',
  netcat: 'netcat-openbsd',
  'nodejs-legacy': 'nodejs',
  ntpdate: 'ntpsec-ntpdate',
  'policykit-1': 'polkitd',
  python: 'python-is-python3',
  'python-dev': 'python-dev-is-python3',
  'python-software-properties': 'software-properties-common',
  realpath: 'coreutils',
  telnet: 'inetutils-telnet',
  'ttf-dejavu': 'fonts-dejavu',
  'ttf-freefont': 'fonts-freefont-ttf',
  'ttf-liberation': 'fonts-liberation',
  'ttf-wqy-zenhei': 'fonts-wqy-zenhei',
};

/** Families whose names changed in the same way; the version that the release has is then the newest one it has. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  // Debian 11 dropped Python 2, all of its modules with it.
  [/^python-(?!is-|dev$)(.{1,80})$/, 'python3-$1'],
  // PHP is in a release in one version only; `php-xml` is the one of that version.
  [/^php(?:5|[78]\.\d)-(.{1,80})$/, 'php-$1'],
  [/^php(?:5|[78]\.\d)$/, 'php'],
  [/^openjdk-\d{1,2}-(jdk|jre)(-headless)?$/, 'default-$1$2'],
];

/** What the package is called today; undefined where nothing is known to do the same. */
export function successorOf(name: string): string | undefined {
  const known = Object.hasOwn(SUCCESSORS, name) ? SUCCESSORS[name] : undefined;
  if (known !== undefined) return known;
  const family = FAMILIES.find(([pattern]) => pattern.test(name));
  return family === undefined ? undefined : name.replace(family[0], family[1]);
}

/** The instruction with the name of today; none where the old one is not written in it exactly once. */
export function renamePackage(name: string, at: Site): Remedy | undefined {
  const successor = successorOf(name);
  if (successor === undefined) return undefined;
  return dockerfileRemedy(
    'take-its-successor',
    { en: `Install ${successor}, which has taken the place of ${name}`, zh: `改装 ${successor}，它取代了 ${name}` },
    {
      en: 'Releases of today have it under that name; its version may be newer.',
      zh: '现在的发行版以这个名字提供；版本可能更新。',
    },
    wordInInstruction(at, name, successor),
  );
}
