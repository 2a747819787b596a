import type { Signature } from '#core/model/condition.ts';
import { isOfBuild, isOfStep } from './build-event.ts';

/** How programs other than the shell and its tools say that a file is not there: each in its own words. Groups: path, member, source, role. */
export const FILE_SIGNATURES: readonly Signature[] = [
  { on: 'output', says: 'No targets specified and no makefile found', strength: 'states' },
  {
    on: 'output',
    says: 'Could not find Prisma Schema that is required for this command',
    strength: 'states',
    when: isOfBuild,
  },
  {
    on: 'output',
    says: 'No rule to make target',
    pattern: /^make: \*\*\* No rule to make target [`'](?<path>[\w./-]{1,100})'\. {1,2}Stop\.$/,
  },
  {
    on: 'output',
    says: 'Could not open requirements file',
    pattern: /No such file or directory: '(?<path>[^']{1,300})'/,
    strength: 'states',
  },
  {
    on: 'output',
    says: 'Directory cannot be installed in editable mode',
    pattern: /(?<path>[\w./-]{1,200})$/,
    strength: 'states',
  },
  {
    on: 'output',
    says: [
      'does not appear to be a Python project',
      'looks like a filename, but the file does not exist',
      'does not appear to contain CMakeLists.txt',
      'the playbook: ',
      'cannot find or open /',
    ],
    pattern:
      /does not appear to be|does not exist|contain CMakeLists|could not be found|cannot find or open (?<path>\/[^\s,]{1,300})/,
    strength: 'states',
  },
  {
    on: 'output',
    says: 'Cannot open: ',
    pattern: /^Cannot open: (?<path>[\w./+-]{1,200}\.rpm)\. Skipping\./,
    strength: 'states',
  },
  {
    on: 'output',
    says: [
      'there is no POM in this directory',
      'Buildfile: build.xml does not exist',
      'No gulpfile found',
      'A valid Gruntfile could not be found',
      'Unable to find Gruntfile',
      'Could not find a stack.yaml file in the current directory',
      'Gopkg.toml not found in current directory',
      'Failed to find glide.yaml file',
      'No vendor file found',
      'PipfileNotFound',
      'No Rakefile found (looking for',
      'No SConstruct file found',
      'root manifest not found',
      'Could not find a file named "pubspec.yaml"',
      'I cannot find an elm.json',
      'Unable to locate config file or config directory',
      'is not installable. Neither',
      'You need to run this command inside of an Angular CLI project',
      'Could not find project.clj',
      "Couldn't find project.clj",
      'No project.clj found',
      'is not in a Meteor project directory',
      "Fatal error: cannot open file '",
      'does not appear to have a setup.py',

      'Could not locate Gemfile',
      'No Godeps found',
      'Composer could not find a composer.json file in ',
      'could not find project Gopkg.toml',
      'Poetry could not find a pyproject.toml file in ',
      'Could not find a Mix.Project, please ensure',
      'Could not open input file: ',
      'does not contain a Gradle build.',
      'SpecNotFound: ',
      'EnvironmentFileNotFound: ',
    ],
    strength: 'states',
  },
  {
    on: 'output',
    says: [
      'Error: ENOENT: no such file or directory, open ',
      'FileNotFoundError: [Errno 2] No such file or directory: ',
    ],
    pattern:
      /no such file or directory(?:, open|:) '(?<path>(?:\.{0,2}\/)?(?:[\w.@-]{1,80}\/){0,12}[\w.@-]{1,80}\.(?:json|lock|txt|ya?ml|toml|md|cfg|ini|in|env|pem|key|js|ts|py|csv|rst))'/i,
    strength: 'hints',
    when: isOfBuild,
  },
  {
    on: 'output',
    says: 'ENOENT: no such file or directory, open ',
    pattern: /^\s*ENOENT {1,2}ENOENT: no such file or directory, open '(?<path>[^']{1,300})'/,
  },
  {
    on: 'output',
    says: [
      '[ERROR] Child module ',
      ': error: alternative path ',
      'E: Unsupported file ',
      'No such file or directory @ rb_sysopen - ',
      'Unable to find lockfile at `',
    ],
    pattern:
      /(?:Child module |alternative path |Unsupported file |rb_sysopen - |lockfile at `)(?<path>\S{1,200}?)(?:`\. |\.? (?:of \S{1,200} does not exist|doesn't exist|given on|Bundler cannot))/,
    strength: 'states',
  },
  {
    on: 'output',
    says: ['cannot access archive ', 'unzip:  cannot find or open ', 'could not read file "', 'import read failed(2)'],
    pattern:
      /(?:cannot access archive ['‘"]|cannot find or open |could not read file "|^error: )(?<path>[^\s'’",]{1,300}?)(?:['’"]?: No such file|,|": no such file|: import read failed)/,
    strength: 'states',
    when: isOfBuild,
  },
  {
    on: 'output',
    says: 'FileNotFoundException: ',
    pattern:
      /FileNotFoundException: (?<path>[\w./+-]{1,300}?)(?: \(No such file or directory\)|: No such file or directory)/,
    when: isOfBuild,
  },
  {
    on: 'output',
    says: 'Fatal error: cannot open file ',
    pattern: /cannot open file '(?<path>[^']{1,300})': No such file/,
    strength: 'states',
  },
  {
    on: 'output',
    says: 'psql: error: ',
    pattern: /^psql: error: (?<path>[^\s:]{1,300}): No such file or directory$/,
    strength: 'states',
  },
  {
    on: 'output',
    says: "getting status of '",
    pattern: /getting status of '(?<path>[^']{1,300})': No such file or directory/,
    strength: 'states',
  },
  {
    on: 'output',
    says: ': No such file or directory',
    pattern: /^\S{1,200}: line \d+: (?<path>\/[\w./+-]{1,300}): No such file or directory$/,
    when: isOfStep,
  },
  {
    on: 'output',
    says: 'Unable to access jarfile ',
    pattern: /Unable to access jarfile (?<path>\S{1,300})/,
    strength: 'states',
    when: isOfStep,
  },
  {
    on: 'output',
    says: ['ERROR: Module ', 'ERROR: Site ', 'ERROR: Conf '],
    pattern: /^ERROR: (?:Module|Site|Conf) (?<path>[\w.-]{1,80}) does not exist!$/,
    strength: 'states',
    when: isOfStep,
  },
  {
    on: 'output',
    says: [
      'Failed to create the file ',
      'Not found in archive',
      'error: file not found: ',
      'ERROR! the role ',
      'zip error: Nothing to do!',
    ],
    pattern:
      /Failed to create the file (?<path>\S{1,300}): No such file|^tar: (?<member>\S{1,300}): Not found in archive|error: file not found: (?<source>\S{1,300})|ERROR! the role '(?<role>[^']{1,100})' was not found|zip error: Nothing to do!/,
    strength: 'states',
    when: isOfStep,
  },
  {
    on: 'output',
    says: ': No such file or directory',
    pattern: /^(?<path>\/[\w./+-]{1,300}): No such file or directory$/,
    when: (event, { instruction }) => isOfStep(event) && /\bwget\b/.test(instruction),
  },
  {
    on: 'output',
    says: 'error: [Errno 2] No such file or directory: ',
    pattern: /^error: \[Errno 2\] No such file or directory: '(?<path>[\w./-]{1,200}\.\w{1,6})'/,
    when: isOfStep,
  },
  {
    on: 'output',
    says: ' does not exist',
    pattern:
      /^(?:(?:error|ERROR|Error|fatal): )?(?<path>(?:\.{0,2}\/)?[\w-][\w./-]{0,200}\.[a-z]{2,5}) does not exist\.?$/,
    when: isOfStep,
    strength: 'hints',
  },

  {
    on: 'output',
    says: ["error: package directory '", 'as it does not contain a package.json file', 'ERROR: file not found: '],
    pattern:
      /package directory '(?<path>[^']{1,200})' does not exist|Could not install from "(?<member>[^"]{1,200})"|^ERROR: file not found: (?<source>\S{1,200})/,
    strength: 'states',
    when: isOfStep,
  },

  {
    on: 'output',
    says: ' cannot access archive: ',
    pattern: /^\s*cannot access archive: No such file/,
    strength: 'states',
    when: isOfStep,
  },

  {
    on: 'output',
    says: [
      "error: Couldn't find a setup script in ",
      'does not exist, have you run `lerna init`',
      'No such file or directory @ ',
      ': Directory nonexistent',
    ],
    pattern:
      /setup script in (?<path>\S{1,200})|ENOLERNA `(?<member>[^`]{1,100})`|No such file or directory @ (?:rb_sysopen|dir_\w{1,20}|rb_file_s_\w{1,20}|apply2files) - (?<source>\/\S{1,200}|\.?[\w-]\S{0,200})$|cannot create (?<role>\/\S{1,200}): Directory nonexistent/,
    when: isOfStep,
  },
];
