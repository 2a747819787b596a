// Who may import whom. The table is in ARCHITECTURE.md; each rule says what to do instead.
const node = '^(node:|fs$|path$|os$|child_process$|http$|net$|crypto$|zlib$|stream)';

function only(name, from, may, comment) {
  return { name, severity: 'error', comment, from: { path: from }, to: { path: '^src/', pathNot: [from, ...may] } };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    only(
      'model-imports-nothing',
      '^src/core/model/',
      [],
      'The vocabulary depends on nothing. Move the logic to the part of core that uses it.',
    ),
    only('read-imports-nothing', '^src/core/read/', [], 'Bytes become lines without knowing what they mean.'),
    only(
      'parse-knows-grammar-only',
      '^src/core/parse/',
      ['^src/core/(model|read)/'],
      'A parser says who spoke and where. What it means belongs into kb.',
    ),
    only(
      'diagnose-takes-conditions-as-arguments',
      '^src/core/diagnose/',
      ['^src/core/(model|parse|read)/', '^src/core/redact'],
      'The engine is tested with a three-condition toy base: pass knowledge in.',
    ),
    only(
      'repair-edits-text',
      '^src/core/repair/',
      ['^src/core/(model|parse)/'],
      'An edit turns text into text. Files are written by host/repair, through the journal.',
    ),
    only(
      'report-shows-only',
      '^src/core/report/',
      ['^src/core/model/'],
      'A reporter turns a diagnosis into a string and decides nothing.',
    ),
    only(
      'capture-writes-down-what-diagnose-kept',
      '^src/core/capture/',
      ['^src/core/(model|diagnose)/'],
      'A capture is what diagnose works on, as JSON. Files are opened in host.',
    ),
    only('redact-stands-alone', '^src/core/redact', [], 'Masking is used everywhere and needs nothing.'),
    only(
      'kb-has-knowledge-only',
      '^src/kb/(conditions|shared)/',
      ['^src/core/model/', '^src/kb/shared/'],
      'A condition is data with short functions over facts. Parsing belongs into core/parse.',
    ),
    {
      name: 'no-condition-imports-another',
      severity: 'error',
      comment: 'Share through kb/shared, name the other by id.',
      from: { path: '^src/kb/(conditions|shared)/' },
      to: { path: '^src/kb/conditions/' },
    },
    only(
      'registry-joins-kb',
      '^src/kb/registry\\.gen',
      ['^src/core/model/', '^src/kb/'],
      'Generated from kb; needs nothing else.',
    ),
    only(
      'host-touches-the-world-only',
      '^src/host/',
      ['^src/core/(model|parse|read|capture|repair)/', '^src/core/redact'],
      'The host reads, answers and writes what core/repair made. Diagnosis happens in core.',
    ),
    only(
      'app-gets-its-host-passed-in',
      '^src/app/',
      ['^src/core/', '^src/kb/registry\\.gen\\.ts$'],
      'app takes a Host as a parameter; only cli builds one.',
    ),
    only(
      'cli-is-thin',
      '^src/cli/',
      ['^src/app/', '^src/core/(model|report)/', '^src/host/'],
      'Put the work into app or core.',
    ),
    {
      name: 'core-and-kb-are-pure',
      severity: 'error',
      comment: 'core and kb run in a browser: no Node modules.',
      from: { path: '^src/(core|kb|app)/' },
      to: { path: node },
    },
    {
      name: 'nothing-imports-tests-or-tools',
      severity: 'error',
      comment: 'test and tools may import anything; nothing imports them.',
      from: { path: '^src/' },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Find the third thing both need.',
      from: { path: '^src/' },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
