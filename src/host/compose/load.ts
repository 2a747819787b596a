import { dirname, join, relative, resolve } from 'node:path';

import type { ProjectCompose } from '#core/model/probes/project.ts';
import type { Text } from '#core/model/text.ts';
import { canonicalService, isRemote } from '#core/parse/compose/canonical.ts';
import type { Lookup } from '#core/parse/compose/interpolation.ts';
import {
  asList,
  asMap,
  isMap,
  mergeMaps,
  newMap,
  withoutTags,
  type ComposeMap,
  type ComposeValue,
} from '#core/parse/compose/merge.ts';

import { readRegular } from '../files/regular.ts';
import type { ComposeDocument, PlacedUse } from './document.ts';
import { readEnvFile } from './settings.ts';

/** The sections of a Compose model, merged and with all syntaxes written out. */
export interface Sections {
  readonly name: string | undefined;
  readonly services: ComposeMap;
  readonly networks: ComposeMap;
  readonly volumes: ComposeMap;
}

export interface FileUse extends PlacedUse {
  /** Relative to the project. */
  readonly file: string;
}

const MAX_FILE = 4 * 1024 * 1024;
const MAX_FILES = 200;
const NOTHING: Sections = { name: undefined, services: {}, networks: {}, volumes: {} };

/** Reads Compose files as Compose does: merged over each other, with `extends` and `include`. What it cannot read it says. */
export class ComposeLoader {
  readonly uses: FileUse[] = [];
  /** Relative to the project, in the order they were opened. */
  readonly files: string[] = [];
  readonly problems: Text[] = [];
  /** What files name with `extends` and `include`, and is not there. */
  readonly dangling: NonNullable<ProjectCompose['dangling']>[number][] = [];
  readonly places = new Map<string, { readonly file: string; readonly line: number }>();
  /** Newest change of the files read, milliseconds since the epoch. */
  modified = 0;
  /** Something of the model lies elsewhere: Compose would fetch it. */
  hasRemote = false;
  readonly #project: string;
  readonly #home: string;
  /** Absolute paths where nothing stands. */
  readonly #absent = new Set<string>();
  /** One file means different things under different environments. */
  readonly #read = new Map<Lookup, Map<string, Promise<ComposeDocument | null>>>();

  constructor(project: string, home: string) {
    this.#project = project;
    this.#home = home;
  }

  /** `files` over each other; paths in them start at `base`. `chain`: the files that include these. */
  async load(files: readonly string[], base: string, lookup: Lookup, chain: readonly string[] = []): Promise<Sections> {
    let model = NOTHING;
    for (const path of files) {
      const document = await this.#document(path, lookup);
      for (const root of document?.roots ?? []) {
        const included = await this.#include(root['include'], path, base, lookup, chain);
        const services = await this.#services(root, path, base, lookup);
        model = mergeSections(mergeSections(model, included), {
          name: typeof root['name'] === 'string' ? root['name'] : undefined,
          services,
          networks: asMap(root['networks']),
          volumes: asMap(root['volumes']),
        });
      }
      for (const [name, line] of document?.serviceLines ?? []) {
        if (!this.places.has(name)) this.places.set(name, { file: this.#shown(path), line });
      }
    }
    return model;
  }

  async #services(root: ComposeMap, path: string, base: string, lookup: Lookup): Promise<ComposeMap> {
    const services = newMap();
    const raw = asMap(root['services']);
    for (const [name, value] of Object.entries(raw)) {
      services[name] = isMap(value) ? await this.#service(name, raw, path, base, lookup, []) : value;
    }
    return services;
  }

  /** A service with what it extends under it. */
  async #service(
    name: string,
    services: ComposeMap,
    path: string,
    base: string,
    lookup: Lookup,
    chain: readonly string[],
  ): Promise<ComposeMap> {
    const own = canonicalService(asMap(services[name]), (to) => this.#resolve(base, to));
    const extended = own['extends'];
    if (extended === undefined || extended === null) return own;
    const { extends: _, ...rest } = own;
    const link = `${path} ${name}`;
    const wanted = isMap(extended) ? extended : newMap([['service', extended]]);
    const from = String(wanted['service'] ?? '');
    if (chain.includes(link) || chain.length > 50) {
      this.#say(
        `Service ${name} in ${this.#shown(path)} extends itself.`,
        `${this.#shown(path)} 中的服务 ${name} extends 了自己。`,
      );
      return newMap(Object.entries(rest));
    }
    const file = typeof wanted['file'] === 'string' ? this.#resolve(base, wanted['file']) : null;
    const source = file === null ? services : await this.#otherServices(file, lookup);
    if (file !== null && this.#absent.has(file)) {
      this.dangling.push({ by: 'extends', in: this.#shown(path), service: name, file: this.#shown(file) });
    }
    if (source !== null && !isMap(source[from])) {
      const place = this.#shown(file ?? path);
      this.#say(`${place} has no service ${from} to extend.`, `${place} 中没有可供 extends 的服务 ${from}。`);
    }
    if (source === null || !isMap(source[from])) return newMap(Object.entries(rest));
    const under = await this.#service(from, source, file ?? path, file === null ? base : dirname(file), lookup, [
      ...chain,
      link,
    ]);
    return mergeMaps(under, newMap(Object.entries(rest)));
  }

  async #otherServices(file: string, lookup: Lookup): Promise<ComposeMap | null> {
    const document = await this.#document(file, lookup);
    if (document === null) return null;
    return document.roots.reduce<ComposeMap>((all, root) => mergeMaps(all, asMap(root['services'])), newMap());
  }

  async #include(
    value: ComposeValue | undefined,
    path: string,
    base: string,
    lookup: Lookup,
    chain: readonly string[],
  ): Promise<Sections> {
    let model = NOTHING;
    for (const entry of asList(value)) {
      const include = isMap(entry) ? entry : newMap([['path', entry]]);
      const paths = wordsOf(include['path']);
      if (paths.some(isRemote)) {
        this.hasRemote = true;
        this.#say('An included file lies elsewhere and was not fetched.', '有一个 include 的文件在别处，没有去获取。');
        continue;
      }
      const [first, ...more] = paths.map((file) => this.#resolve(base, file));
      if (first === undefined) continue;
      if (chain.includes(first) || first === path) {
        this.#say(`${this.#shown(first)} includes itself.`, `${this.#shown(first)} include 了自己。`);
        continue;
      }
      const folder = include['project_directory'];
      const directory = typeof folder === 'string' ? this.#resolve(base, folder) : dirname(first);
      const named = wordsOf(include['env_file']).map((file) => this.#resolve(base, file));
      const values = await this.#environment(named.length === 0 ? [join(directory, '.env')] : named, lookup);
      const both: Lookup = (name) => lookup(name) ?? values.get(name);
      model = mergeSections(model, await this.load([first, ...more], directory, both, [...chain, path]));
      for (const file of [first, ...more].filter((one) => this.#absent.has(one))) {
        this.dangling.push({ by: 'include', in: this.#shown(path), file: this.#shown(file) });
      }
    }
    return { ...model, name: undefined };
  }

  async #environment(files: readonly string[], lookup: Lookup): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for (const file of files) {
      const read = await readEnvFile(file, (name) => lookup(name) ?? values.get(name));
      if (typeof read === 'string') this.#say(`${this.#shown(file)}: ${read}.`, `${this.#shown(file)}：${read}。`);
      else for (const [name, value] of read) values.set(name, value);
    }
    return values;
  }

  #document(path: string, lookup: Lookup): Promise<ComposeDocument | null> {
    const read = this.#read.get(lookup) ?? new Map<string, Promise<ComposeDocument | null>>();
    this.#read.set(lookup, read);
    const known = read.get(path) ?? this.#open(path, lookup);
    read.set(path, known);
    return known;
  }

  async #open(path: string, lookup: Lookup): Promise<ComposeDocument | null> {
    const shown = this.#shown(path);
    if (this.files.length >= MAX_FILES) {
      this.#say(
        `More than ${MAX_FILES} Compose files: ${shown} was not read.`,
        `Compose 文件超过 ${MAX_FILES} 个：没有读取 ${shown}。`,
      );
      return null;
    }
    this.files.push(shown);
    const file = await readRegular(path, MAX_FILE);
    if (!file.ok || file.isCut) {
      const why = file.ok ? '> 4 MiB' : file.problem;
      if (why === 'ENOENT') this.#absent.add(path);
      this.#say(`${shown} could not be read (${why}).`, `无法读取 ${shown}（${why}）。`);
      return null;
    }
    this.modified = Math.max(this.modified, file.modified);
    // Loaded late: a YAML parser is the dearest part of a start, and a project may have no Compose file.
    const { NO_MAP, readDocument } = await import('./document.ts');
    const read = readDocument(file.bytes.toString('utf8').replace(/^\uFEFF/, ''), lookup);
    if (!read.ok && read.code === NO_MAP) {
      this.#say(`${shown}:${read.line} holds no map.`, `${shown}:${read.line} 的内容不是映射。`);
      return null;
    }
    if (!read.ok) {
      this.#say(
        `${shown} is not valid YAML: line ${read.line}, ${read.code}.`,
        `${shown} 不是有效的 YAML：第 ${read.line} 行，${read.code}。`,
      );
      return null;
    }
    this.uses.push(...read.document.uses.map((use) => ({ ...use, file: shown })));
    for (const line of read.document.invalid) {
      this.#say(`${shown}:${line} has a \${ that is no variable.`, `${shown}:${line} 处的 \${ 不是变量。`);
    }
    return read.document;
  }

  #resolve(base: string, path: string): string {
    return path === '~' || path.startsWith('~/') ? join(this.#home, path.slice(1)) : resolve(base, path);
  }

  #shown(path: string): string {
    return relative(this.#project, path) || '.';
  }

  #say(en: string, zh: string): void {
    this.problems.push({ en, zh });
  }
}

function mergeSections(base: Sections, over: Sections): Sections {
  return {
    name: over.name ?? base.name,
    services: mergeMaps(base.services, over.services),
    networks: mergeMaps(base.networks, over.networks),
    volumes: mergeMaps(base.volumes, over.volumes),
  };
}

/** The sections as they are in the end: with nothing left to reset or override. */
export function settled(sections: Sections): Sections {
  const { name, services, networks, volumes } = sections;
  return {
    name,
    services: asMap(withoutTags(services)),
    networks: asMap(withoutTags(networks)),
    volumes: asMap(withoutTags(volumes)),
  };
}

function wordsOf(value: ComposeValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return asList(value).filter((word) => typeof word === 'string');
}
