import type { CommandStep, ShellStep } from '../model/remedy.ts';

/** The same command for both shells. */
export interface ShellText {
  readonly bash: string;
  readonly powershell: string;
}

/** Arguments may come from a log: everything that is not plainly harmless is quoted, so no shell reads it as syntax. */
export function shellText(step: CommandStep | ShellStep): ShellText {
  if (step.kind === 'shell') return { bash: step.bash, powershell: step.powershell };
  const env = Object.entries(step.env ?? {});
  const bash = [...env.map(([name, value]) => `${name}=${quoteBash(value)}`), ...step.argv.map(quoteBash)].join(' ');
  const assignments = env.map(([name, value]) => `$env:${name} = ${quoteAlways(value)}; `).join('');
  // Windows PowerShell 5.1 has an alias `curl` for a command of its own with other options.
  const argv = step.argv[0] === 'curl' ? ['curl.exe', ...step.argv.slice(1)] : step.argv;
  return { bash, powershell: assignments + argv.map(quotePowershell).join(' ') };
}

function quoteBash(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument) || isPlaceholder(argument)) return argument;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

function quotePowershell(argument: string): string {
  if (/^[\w+=:./-]+$/.test(argument) || isPlaceholder(argument)) return argument;
  return quoteAlways(argument);
}

function quoteAlways(argument: string): string {
  return `'${argument.replaceAll("'", "''")}'`;
}

/** `<image>`: for a person to fill in, so it is shown as it is. */
function isPlaceholder(argument: string): boolean {
  return /^<[a-z][a-z0-9 -]{0,40}>$/.test(argument);
}
