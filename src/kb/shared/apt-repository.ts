/** The repository an apt message speaks of. */
export interface AptRepository {
  readonly url: string;
  readonly suite: string;
  /** A mirror of Debian or Ubuntu itself, not somebody else's repository. */
  readonly isDistribution: boolean;
  /** A release that has left the mirrors. */
  readonly isEnded: boolean;
}

const NAMED = /'(?<url>https?:\/\/[^\s']+) (?<suite>[\w.+/-]+?) (?:InRelease|Release)'/;
const FETCHED = /(?<url>https?:\/\/[^\s']+?)\/+dists\/(?<suite>[\w.+-]+(?:\/updates)?)\//;

const DEBIAN_ENDED = 'etch|lenny|squeeze|wheezy|jessie|stretch|buster|bullseye';
const UBUNTU_ENDED =
  'hardy|intrepid|jaunty|karmic|lucid|maverick|natty|oneiric|precise|quantal|raring|saucy|utopic|vivid|wily|yakkety|zesty|artful|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic|oracular|plucky';
const ENDED = new RegExp(`^(?:${DEBIAN_ENDED}|${UBUNTU_ENDED})(?:$|[-/])`);

const MIRROR =
  /^https?:\/\/[^/]+\/(?:pub\/)?(?:linux\/)?(?:debian|ubuntu|debian-security|debian-archive|ubuntu-ports|raspbian)\/?$/;
const MIRROR_ROOT = /^https?:\/\/[^/]*(?:debian|ubuntu|raspbian)[^/]*\/?$/;

export function aptRepositoryIn(text: string): AptRepository | undefined {
  const groups = (NAMED.exec(text) ?? FETCHED.exec(text))?.groups;
  const { url, suite } = groups ?? {};
  if (url === undefined || suite === undefined) return undefined;
  return {
    url,
    suite,
    isDistribution: (MIRROR.test(url) && !/download\.docker\.com|launchpad/.test(url)) || MIRROR_ROOT.test(url),
    isEnded: ENDED.test(suite),
  };
}
