import { join } from 'node:path';

import { defineConfig } from 'tsdown';

const shared = {
  format: 'esm',
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  outDir: 'dist',
  // Less to read at every start; names stay, for the stack traces that users send.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
} as const;

// Each file costs a third of a millisecond at every start. What a diagnosis always reads is one file, what conditions
// share is another; a condition stays alone, since a log needs two or three of five hundred.
const groups = [
  { name: 'knowledge', test: /src\/(?:kb\/shared|core\/model)\//, priority: 2 },
  {
    name: 'command',
    test: /src\/cli\/(?:arguments|interface|exit-codes|tty\/say)\.ts|src\/host\/files\/host-error\.ts/,
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

// An engine reads text of one byte per character in half the time, and a few Chinese words make two of every character.
const oneByte = {
  name: 'one-byte',
  generateBundle: (_options: unknown, bundle: Record<string, { type: string; code?: string }>): void => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.code === undefined) continue;
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
    dts: false,
    clean: true,
    // As CommonJS, which `yaml` gives to Node, it is 70 files; its ESM build becomes one of ours, loaded with the first Compose file.
    alias: { yaml: join(import.meta.dirname, 'node_modules/yaml/browser/dist/index.js') },
    deps: { alwaysBundle: ['yaml'] },
    copy: [{ from: 'node_modules/yaml/LICENSE', to: 'dist', rename: 'LICENSE-yaml' }],
    plugins: [oneByte],
    outputOptions: { advancedChunks: { groups } },
  },
  { ...shared, entry: { index: 'src/index.ts' }, dts: { emitDtsOnly: true }, clean: false },
]);
