import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { defineConfig } from 'tsdown';

import { registry } from './src/kb/registry.gen.ts';

const shared = {
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  // Less to read at every start; names stay, for the stack traces that users send.
  minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  // As CommonJS, which `yaml` gives to Node, it is 70 files; its ESM build becomes one of ours, loaded with the first Compose file.
  alias: { yaml: join(import.meta.dirname, 'node_modules/yaml/browser/dist/index.js') },
  deps: { alwaysBundle: 'yaml' },
} as const;

// Modules that are always wanted together are one: each costs something at every start.
const groups = [
  { name: 'knowledge', test: /src\/(?:kb\/shared|core\/model)\//, priority: 2 },
  {
    name: 'command',
    test: /src\/cli\/(?:arguments|interface|exit-codes|tty\/say)\.ts|src\/host\/files\/host-error\.ts/,
    priority: 2,
  },
  { name: 'registry', test: /src\/kb\/registry/, priority: 2 },
  // What a look ahead at a project needs too, without all that reads logs.
  {
    name: 'common',
    test: /src\/(?:core\/(?:redact|parse\/(?:json|base64|dockerfile)|diagnose\/(?:foresee|prose|jobs)|report\/(?:page|timing|wrap|words|shell))|cli\/tty\/report-options)/,
    priority: 2,
  },
  {
    name: 'diagnosis',
    test: /src\/(?:kb\/registry|app\/diagnose|cli\/commands\/diagnose|cli\/tty|host\/files\/input|core\/(?:read|parse\/(?:logs|peel|json|base64|dockerfile)|diagnose|redact|report\/(?:terminal|wrap|words|shell|report)))/,
    priority: 1,
  },
  // The door to the world before anything is asked, and what is asked of a project apart from the YAML parser.
  {
    name: 'host',
    test: /src\/host\/(?:host|probe|tokens|files\/regular|exec\/run|machine\/(?:machine|kmsg)|engine\/(?:open|endpoint|contexts|failure))\.ts/,
    priority: 1,
  },
  {
    name: 'project',
    test: /src\/(?:host\/(?:compose\/(?!document)|probes\/project-|files\/(?:context|similar))|core\/parse\/compose)/,
    priority: 0,
  },
];

interface Chunk {
  readonly type: string;
  readonly fileName: string;
  readonly moduleIds: readonly string[];
  code: string;
}

// An engine reads text of one byte per character in half the time, and a few Chinese words make two of every character.
function oneByte(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Examples are for tests; what nobody exports is left out. */
const withoutExamples = {
  name: 'without-examples',
  transform: (code: string, id: string): string | undefined =>
    id.includes('/kb/conditions/')
      ? code.replaceAll(/^export (?=const (?:examples|aheadExamples)\b)/gm, '')
      : undefined,
};

const ahead = new Set(
  registry.rows.filter(([, , , , isAhead]) => isAhead === 1).map(([id, stage]) => `conditions/${stage}/${id}.ts`),
);

/** What looks at a project and its engine before anything is repaired or watched. */
const LOOKING =
  /\/src\/(?:host\/(?:host|probe|tokens|world|engine|exec|machine|compose|probes|files)|core\/(?:parse\/compose|report\/check)|(?:app|cli\/commands)\/check)|\/yaml\//;

/** What is read together stands in one file, of which src/cli/start keeps what the engine compiled. */
function packOf({ fileName, moduleIds }: Chunk): string {
  const condition = moduleIds.map((id) => /\bconditions\/[^/]+\/[^/]+\.ts$/.exec(id)).find((found) => found !== null);
  if (condition !== undefined) return ahead.has(condition[0]) ? 'ahead' : 'conditions';
  if (/^(?:main|command|knowledge|registry|common|diagnosis|rolldown-runtime|help)\b/.test(fileName)) return 'start';
  return moduleIds.some((id) => LOOKING.test(id)) ? 'looking' : 'rest';
}

/** Packs of which a command wants two or three modules out of hundreds: these are read alone. */
const SLICED: ReadonlySet<string> = new Set(['ahead', 'conditions']);

const packs = {
  name: 'packs',
  generateBundle(this: { emitFile: (file: object) => void }, _options: unknown, bundle: Record<string, Chunk>): void {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const homes = new Map(chunks.map((chunk) => [chunk.fileName, packOf(chunk)]));
    const bodies = new Map<string, [name: string, body: string][]>();
    for (const { fileName, code } of chunks) {
      const linked = oneByte(code).replace(/\brequire\((["'`])\.\/([^"'`]+)\1\)/g, (call, _quote, name: string) => {
        const home = homes.get(name);
        return home === undefined ? call : `require("${home}:${name}")`;
      });
      const home = homes.get(fileName) as string;
      bodies.set(home, [
        ...(bodies.get(home) ?? []),
        [fileName, `${JSON.stringify(fileName)}(exports,require,module,__dirname){${linked}\n}`],
      ]);
      delete bundle[fileName];
    }
    const files: Record<string, string> = {};
    let slices = '\n';
    for (const [home, parts] of bodies) {
      let source = '"use strict";({';
      for (const [name, body] of parts) {
        if (SLICED.has(home)) slices += `${home}:${name} ${source.length} ${body.length}\n`;
        source += `${body},\n`;
      }
      source += '})';
      const file = `${home}-${createHash('sha256').update(source).digest('hex').slice(0, 12)}.js`;
      files[home] = file;
      this.emitFile({ type: 'asset', fileName: file, source });
    }
    this.emitFile({ type: 'asset', fileName: 'packs.json', source: JSON.stringify(files) });
    this.emitFile({ type: 'asset', fileName: 'slices.txt', source: slices });
  },
};

const escaped = {
  name: 'one-byte',
  generateBundle: (_options: unknown, bundle: Record<string, Chunk>): void => {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = oneByte(chunk.code);
  },
};

export default defineConfig([
  {
    ...shared,
    format: 'esm',
    outDir: 'dist',
    entry: { index: 'src/index.ts' },
    dts: false,
    clean: true,
    copy: [{ from: 'node_modules/yaml/LICENSE', to: 'dist', rename: 'LICENSE-yaml' }],
    plugins: [withoutExamples, escaped],
    outputOptions: { advancedChunks: { groups } },
  },
  {
    ...shared,
    format: 'esm',
    outDir: 'dist',
    entry: { index: 'src/index.ts' },
    dts: { emitDtsOnly: true },
    clean: false,
  },
  {
    ...shared,
    format: 'cjs',
    outDir: 'dist/cli',
    entry: { main: 'src/cli/main.ts' },
    dts: false,
    clean: false,
    plugins: [withoutExamples, packs],
    outputOptions: { advancedChunks: { groups }, dynamicImportInCjs: false },
  },
  {
    ...shared,
    format: 'cjs',
    outDir: 'dist/cli',
    entry: { start: 'src/cli/start/start.ts' },
    dts: false,
    clean: false,
  },
]);
