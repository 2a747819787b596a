import type { Site } from '#core/model/condition.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import type { Remedy, Step } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import type { Text } from '#core/model/text.ts';
import { ancestry } from './dockerfiles.ts';
import { dockerfileRemedy, inProject } from './instruction-edit.ts';
import { imageNameOf } from './stack.ts';

type Version = readonly [major: number, minor: number];

/** Official images whose tag is the version of the language. Node.js is meant by its major version alone. */
const LANGUAGES = {
  golang: { name: 'Go', hasMinor: true },
  node: { name: 'Node.js', hasMinor: false },
  python: { name: 'Python', hasMinor: true },
  ruby: { name: 'Ruby', hasMinor: true },
  rust: { name: 'Rust', hasMinor: true },
} as const;

interface Wanted {
  readonly image: keyof typeof LANGUAGES;
  /** As the tool that refused writes it: `1.23.0`, `>=18.12.0`, `^20.9.0 || >=22`, `3.8+`. */
  readonly version: string;
}

/**
 * The failing stage on the oldest release of its own image that is new enough. None where the stage is FROM another image, a tag
 * that is no version, or one that is new enough already.
 */
export function newerBase(
  { image, version }: Wanted,
  site: Site,
  dockerfiles: readonly ProjectDockerfile[] = [],
): Remedy | undefined {
  const at = inProject(site, dockerfiles);
  const dockerfile = dockerfiles.find(({ path }) => path === at.dockerfile);
  const stage = dockerfile?.instructions.find(({ line }) => line === at.line)?.stage;
  if (dockerfile === undefined || stage === undefined) return undefined;
  const base = ancestry(dockerfile, stage).at(-1);
  if (base === undefined || imageNameOf(base.from).name !== image || base.from.includes('@')) return undefined;
  const { name, hasMinor } = LANGUAGES[image];
  const tag = tagFor(imageNameOf(base.from).tag, version, hasMinor);
  if (tag === undefined) return undefined;
  const newer = `${base.from.replace(/:[^:/]*$/, '')}:${tag}`;
  const title = { en: `Build on ${newer}`, zh: `改用 ${newer} 构建` };
  const why = { en: `The first image whose ${name} is new enough.`, zh: `${name} 版本足够新的第一个镜像。` };
  const written = writtenImage(dockerfile, base.line);
  if (written !== undefined && written !== base.from) {
    const steps = newerArgument({ dockerfile, written, from: base.from, newer, why });
    return steps === undefined ? undefined : { id: 'newer-base-image', title, risk: 'reversible', steps };
  }
  return dockerfileRemedy('newer-base-image', title, why, {
    kind: 'dockerfile',
    file: dockerfile.path,
    line: base.line,
    baseImage: newer,
  });
}

/** The image of a FROM as it stands there, its references unresolved. */
function writtenImage({ instructions }: ProjectDockerfile, line: number): string | undefined {
  const from = instructions.find((one) => one.keyword === 'FROM' && one.line === line)?.text;
  return /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(from ?? '')?.[1];
}

interface ByArgument {
  readonly dockerfile: ProjectDockerfile;
  readonly written: string;
  readonly from: string;
  readonly newer: string;
  readonly why: Text;
}

/**
 * `FROM node:${NODE_VERSION}-slim`: the argument gets the newer value, where it has its old one: as default in the Dockerfile, and
 * where a service of the Compose file gives it. Undefined where the image is made of several references, or what stands beside it would change.
 */
function newerArgument({ dockerfile, written, from, newer, why }: ByArgument): readonly Step[] | undefined {
  const [, before = '', braced, bare, after = ''] =
    /^([^$]*)\$(?:\{([A-Za-z_]\w*)(?::?-[^{}$]*)?\}|([A-Za-z_]\w*))([^$]*)$/.exec(written) ?? [];
  const name = braced ?? bare;
  const partOf = (image: string): string | undefined =>
    image.length >= before.length + after.length && image.startsWith(before) && image.endsWith(after)
      ? image.slice(before.length, image.length - after.length)
      : undefined;
  const [was, becomes] = [partOf(from), partOf(newer)];
  if (name === undefined || was === undefined || becomes === undefined) return undefined;
  const given = dockerfile.usedBy.map((service) =>
    edit('compose.yaml', why, {
      before: `${name}: ${was}`,
      after: `${name}: ${becomes}`,
      makes: { kind: 'service-variable', service, name, ofBuild: { was }, to: { text: becomes } },
    }),
  );
  const declared = dockerfile.instructions.find(
    ({ keyword, text }) =>
      keyword === 'ARG' && new RegExp(String.raw`\s${name}=(["']?)${escaped(was)}\1(?:\s|$)`).test(text),
  );
  if (declared === undefined) return given.length === 0 ? undefined : given;
  const quote = new RegExp(String.raw`\s${name}=(["']?)`).exec(declared.text)?.[1] ?? '';
  const replace = { before: `${name}=${quote}${was}${quote}`, after: `${name}=${quote}${becomes}${quote}` };
  const { line, text } = declared;
  return [
    edit(dockerfile.path, why, {
      ...replace,
      makes: { kind: 'dockerfile', file: dockerfile.path, line, holds: text, replace },
    }),
    ...given.map((step) => ({ ...step, isOptional: true as const })),
  ];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function tagFor(tag: string, wanted: string, hasMinor: boolean): string | undefined {
  const [, major, minor, rest = ''] = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})*((?:-[\w.]+)*)$/.exec(tag) ?? [];
  const variant = variantOf(rest);
  if (major === undefined || variant === undefined) return undefined;
  // A tag of the major version alone is its newest minor one.
  const own: Version = [Number(major), minor === undefined ? Infinity : Number(minor)];
  const [least] = leastIn(wanted, hasMinor)
    .filter((version) => isNewer(version, own))
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return least && (hasMinor ? `${least[0]}.${least[1]}${variant}` : `${least[0]}${variant}`);
}

/** The lowest version that each alternative of a requirement lets pass; a bound that is not inclusive names none. */
function leastIn(wanted: string, hasMinor: boolean): Version[] {
  return wanted.split('||').flatMap((alternative): Version[] => {
    const found = /(?:^|[\s,])(>=|[\^~=v]|~>|==|)\s?v?(\d{1,3})(?:\.(\d{1,3}))?/.exec(alternative.trim());
    if (found === null) return [];
    const [, operator, major, minor = '0'] = found;
    if (hasMinor) return [[Number(major), Number(minor)]];
    // Odd releases of Node.js are gone after half a year.
    return [[Number(major) + (operator === '>=' ? Number(major) % 2 : 0), Infinity]];
  });
}

function isNewer([major, minor]: Version, [ownMajor, ownMinor]: Version): boolean {
  return major > ownMajor || (major === ownMajor && minor > ownMinor);
}

/** `-slim` and `-alpine` exist for every release; the name of a distribution's release goes, a newer image has a newer one. */
function variantOf(rest: string): string | undefined {
  const parts = rest
    .split('-')
    .filter((part) => part !== '' && !/^(?:jessie|stretch|buster|bullseye|bookworm|trixie)$/.test(part));
  const [only = '', ...more] = parts.map((part) => part.replace(/^alpine[\d.]+$/, 'alpine'));
  if (only === '') return '';
  return more.length === 0 && (only === 'slim' || only === 'alpine') ? `-${only}` : undefined;
}
