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

const ARCHIVED: Readonly<Record<string, string>> = {
  '7': 'wheezy',
  '8': 'jessie',
  '9': 'stretch',
  '10': 'buster',
};

/** The release an image is made of, if its packages are only in the archive: `debian:10`, `python:3.7-slim-buster`, `ubuntu:21.10`. */
export function archivedSuiteOf({ name, tag }: { readonly name: string; readonly tag: string }): string | undefined {
  const word = /(?:^|-)(wheezy|jessie|stretch|buster)(?:-|$)/.exec(tag)?.[1];
  if (word !== undefined) return word;
  if (name === 'debian') return ARCHIVED[/^\d+/.exec(tag)?.[0] ?? ''];
  // Every release that is not of April of an even year has left after nine months.
  const ubuntu = name === 'ubuntu' ? /^(\d\d)\.(\d\d)/.exec(tag) : null;
  if (ubuntu === null || Number(ubuntu[1]) > 24) return undefined;
  return ubuntu[2] === '10' || Number(ubuntu[1]) % 2 === 1 ? `ubuntu ${ubuntu[0]}` : undefined;
}
