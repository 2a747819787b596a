import type { Evidence } from '#core/model/condition.ts';
import type { ProjectDockerfile, ProjectProviders, ProvidersQuestion } from '#core/model/probes/project.ts';
import type { Text } from '#core/model/text.ts';
import { ancestry, instructionsOf, sourcesIn, stageNamed } from './dockerfiles.ts';
import { isOfficial } from './known-images.ts';

type Instruction = ProjectDockerfile['instructions'][number];

/** What a stage is made of before an instruction, with the stages it copies from. */
interface Making {
  readonly bases: readonly string[];
  readonly before: readonly Instruction[];
  /** The failed instruction itself; absent for a service. */
  readonly failed?: Instruction;
}

function makingOf({ dockerfile, stage, line }: ProjectProviders): Making {
  const bases: string[] = [];
  const before: Instruction[] = [];
  const seen = new Set<number>();
  const waiting = [stage];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const { index, from } of ancestry(dockerfile, one)) {
      if (seen.has(index)) continue;
      seen.add(index);
      if (stageNamed(dockerfile, from, index) === undefined) bases.push(from);
      const own = instructionsOf(dockerfile, index).filter(
        (it) => line === undefined || it.stage !== stage || it.line < line,
      );
      before.push(...own);
      for (const name of own.flatMap(({ text }) => sourcesIn(text))) {
        const source = stageNamed(dockerfile, name, index);
        if (source === undefined) bases.push(name);
        else waiting.push(source);
      }
    }
  }
  const failed = dockerfile.instructions.find((it) => it.stage === stage && it.line === line);
  return { bases, before, ...(failed !== undefined && { failed }) };
}

const HARMLESS = new Set(
  'FROM WORKDIR ARG LABEL EXPOSE USER CMD ENTRYPOINT STOPSIGNAL VOLUME HEALTHCHECK MAINTAINER ONBUILD'.split(' '),
);
const IDLE =
  /^(?:RUN )?(?:(?:--mount=type=(?:cache|tmpfs)\S* )*)(?:mkdir|echo|printf|chmod|chown|touch|useradd|adduser|groupadd|addgroup|ls|cat|true|cd|rm|mv|cp|ln|test|date|id|env|set)\b[^;&|`$()<]*$/;
const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|zip|whl|deb|rpm|apk|gem|xz|gz|bz2)\b/;
/** Programs that bring other programs. */
const FETCHES =
  /\b(?:apt|apt-get|aptitude|apk|dnf|yum|microdnf|zypper|pacman|emerge|dpkg|rpm|pip3?|pipx|poetry|uv|conda|mamba|npm|npx|yarn|pnpm|bun|corepack|gem|bundle|cargo|rustup|go (?:install|get)|curl|wget|git|svn|tar|unzip|make install|brew|nix|nix-env)\b/;

/** Nothing but the base image and the files of the project is in the stage: no instruction fetches or unpacks anything. */
function isBare({ bases, before, failed }: Making, missing: string): boolean {
  // A program that is not there fetches nothing either.
  const own = (failed?.text ?? '').replaceAll(missing, ' ');
  return bases.every(isOfficial) && before.every(bringsNothing) && !FETCHES.test(own);
}

function bringsNothing({ keyword, text }: Instruction): boolean {
  if (HARMLESS.has(keyword)) return true;
  // Where programs, headers and modules are looked for is another question.
  if (keyword === 'ENV') return !/\b\w*PATH\b/.test(text);
  if (keyword === 'COPY') return !ARCHIVE.test(text);
  return keyword === 'RUN' && text.split(/&&|;/).every((command) => IDLE.test(command.trim()));
}

interface Wanted<F> {
  readonly question: (facts: F) => Omit<ProvidersQuestion, 'of'> | undefined;
  readonly what: (facts: F) => string;
}

interface Failed {
  readonly instruction: string;
  readonly service: string | undefined;
}

/** Of a stage that holds nothing but an official image and the project's files: what is in neither was not installed. */
export function onlyTheBase<F extends Failed>({ question, what }: Wanted<F>): Evidence<F, 'project.providers'> {
  return {
    probe: 'project.providers',
    about: (facts) => {
      const asked = facts.instruction === '' ? undefined : question(facts);
      return asked === undefined ? undefined : { ...asked, of: { instruction: facts.instruction } };
    },
    confirms: (providers, facts) =>
      providers.isWhole && providers.found.length === 0 && isBare(makingOf(providers), what(facts)),
    refutes: () => false,
    tells: (providers, facts) => {
      const { bases } = makingOf(providers);
      const place = placeOf(providers);
      return {
        en: `Before ${place} the stage is ${bases.join(', ')} and files of the project: no instruction installs anything, and the project does not have ${what(facts)}.`,
        zh: `${place} 之前，该 stage 只有 ${bases.join('、')} 和项目文件：没有指令安装任何东西，项目里也没有 ${what(facts)}。`,
      };
    },
  };
}

/** A package that no manifest of the project names, or only for development where that is left out. */
export function undeclared<F extends Failed>({ question, what }: Wanted<F>): Evidence<F, 'project.providers'> {
  return {
    probe: 'project.providers',
    about: (facts) => {
      const asked = question(facts);
      if (asked === undefined || (facts.instruction === '' && facts.service === undefined)) return undefined;
      const of = facts.service === undefined ? { instruction: facts.instruction } : { service: facts.service };
      return { ...asked, of };
    },
    confirms: (providers, facts) => isUndeclared(providers, what(facts)) || leftOut(providers) !== undefined,
    refutes: () => false,
    tells: (providers, facts) => told(providers, what(facts)),
  };
}

/** `sh setup.sh`, `./install`, `bash -c`, a downloaded installer: what these bring is not written here. */
const SCRIPT = /(?:^|[\s&|;])(?:\.{0,2}\/\S+|(?:ba|da|z)?sh)\b|\b(?:curl|wget|git clone)\b/;

function isUndeclared(providers: ProjectProviders, name: string): boolean {
  const { bases, before, failed } = makingOf(providers);
  if (!providers.isWhole || providers.found.length > 0 || !bases.every(isOfficial)) return false;
  if (providers.manifests.some(({ as }) => as !== undefined)) return false;
  const runs = before.filter(({ keyword }) => keyword === 'RUN' || keyword === 'ADD' || keyword === 'ENV');
  return (
    !runs.some(({ text }) => SCRIPT.test(text) || names(text, name) || /\b(?:NODE_PATH|PYTHONPATH)\b/.test(text)) &&
    !(FETCHES.test(failed?.text ?? '') && names(failed?.text ?? '', name))
  );
}

function names(text: string, name: string): boolean {
  return plain(text).includes(plain(name));
}

/** Without what package names and module names differ in. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

const WITHOUT_DEVELOPMENT =
  /--omit[= ]dev\b|--production\b|--prod\b|--only[= ]prod(?:uction)?\b|NODE_ENV[= ]"?production/;

/** The instruction that leaves out what is declared for development alone. */
function leftOut(providers: ProjectProviders): Instruction | undefined {
  const named = providers.manifests.flatMap(({ as }) => as ?? []);
  const isForDevelopment =
    named.includes('development') && named.every((as) => as === 'development' || as === 'locked');
  if (!isForDevelopment || providers.found.length > 0) return undefined;
  return makingOf(providers).before.find(({ text }) => WITHOUT_DEVELOPMENT.test(text));
}

function told(providers: ProjectProviders, name: string): Text {
  const omitting = leftOut(providers);
  const { path } = providers.dockerfile;
  if (omitting !== undefined) {
    return {
      en: `The project declares ${name} for development alone, and ${path}:${omitting.line} leaves that out.`,
      zh: `项目只在开发依赖中声明了 ${name}，而 ${path}:${omitting.line} 略去了开发依赖。`,
    };
  }
  const read = providers.manifests.map((one) => one.path).slice(0, 5);
  return read.length === 0
    ? {
        en: `The project has no file that declares packages, and no instruction of ${path} installs ${name}.`,
        zh: `项目中没有声明依赖的文件，${path} 也没有安装 ${name} 的指令。`,
      }
    : {
        en: `${read.join(', ')}: ${name} is declared nowhere, and no instruction of ${path} installs it.`,
        zh: `${read.join('、')} 都没有声明 ${name}，${path} 也没有安装它的指令。`,
      };
}

function placeOf({ dockerfile, line }: ProjectProviders): string {
  return line === undefined ? dockerfile.path : `${dockerfile.path}:${line}`;
}
