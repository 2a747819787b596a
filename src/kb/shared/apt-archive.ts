import type { Site } from '#core/model/condition.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { beforeInstruction, dockerfileRemedy } from './instruction-edit.ts';

const DEBIAN = /^(?:etch|lenny|squeeze|wheezy|jessie|stretch|buster)(?:$|[-/])/;

/** Whatever mirror the list names becomes the host that the distribution keeps its ended releases on; Debian does not keep `-updates`. */
const READ_FROM = {
  debian: String.raw`-e 's#//[^/ ]*debian\.([^/ ]+)(/debian-security)?/? ([a-z]+/updates)#//archive.debian.\1/debian-security \3#' -e 's#//[^/ ]*debian\.#//archive.debian.#' -e '/-updates /d'`,
  ubuntu: String.raw`-e 's#//[^/ ]*ubuntu\.#//old-releases.ubuntu.#'`,
};

/** The shell command that makes apt read an ended release: its expiry date no longer counts, its signatures do. */
export function readTheArchive(distribution: keyof typeof READ_FROM): string {
  return `sed -i -E ${READ_FROM[distribution]} /etc/apt/sources.list && echo 'Acquire::Check-Valid-Until "false";' > /etc/apt/apt.conf.d/99archive`;
}

/** Reads the packages of an ended release from where its distribution keeps them, above the failing step; undefined where that is not known. */
export function fromTheArchive(at: Site, suite: string): Remedy | undefined {
  if (suite === '' || /99archive|old-releases|\/\/archive\./.test(at.instruction ?? '')) return undefined;
  const command = readTheArchive(DEBIAN.test(suite) ? 'debian' : 'ubuntu');
  return dockerfileRemedy(
    'use-the-archive',
    {
      en: 'For a while, read the packages from the archive (no security updates)',
      zh: '暂时改用归档源（没有安全更新）',
    },
    {
      en: 'It points apt at the archive of the distribution and switches off the expiry date of the lists; signatures are still checked. A supported release is the lasting answer.',
      zh: '让 apt 使用发行版的归档，并关闭列表的有效期检查；签名仍会校验。长久之计是改用仍受支持的版本。',
    },
    beforeInstruction(at, [`RUN ${command}`]),
  );
}
