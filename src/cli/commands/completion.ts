import { UsageError, type Invocation } from '../arguments.ts';
import { COMMANDS, type Command } from '../interface.ts';
import { say } from '../tty/say.ts';

const SHELLS: Record<string, () => string> = { bash, zsh, fish, powershell };

export function runCompletion({ positionals }: Invocation): Promise<number> {
  const script = SHELLS[positionals[0] ?? ''];
  if (script === undefined) {
    const names = Object.keys(SHELLS).join(', ');
    throw new UsageError({ en: `completion needs a shell: ${names}.`, zh: `请指定 shell：${names}。` });
  }
  say(script());
  return Promise.resolve(0);
}

function wordsOf({ options, words = [] }: Command): string {
  return [...words, ...options.map(({ name }) => `--${name}`)].join(' ');
}

/** `report --format`: the same option takes other words with another command. */
function choices(): readonly { readonly flag: string; readonly words: string }[] {
  return COMMANDS.flatMap(({ name: command, options }) =>
    options.flatMap(({ name, choices: own }) =>
      own === undefined ? [] : [{ flag: `'${command} --${name}'`, words: own.join(' ') }],
    ),
  );
}

const NAMES = [...COMMANDS.map(({ name }) => name), '--help', '--version'].join(' ');

function bash(): string {
  const flags = choices()
    .map(({ flag, words }) => `    ${flag}) COMPREPLY=($(compgen -W "${words}" -- "$cur")); return ;;\n`)
    .join('');
  const commands = COMMANDS.map(
    (one) => `    ${one.name}) COMPREPLY=($(compgen -W "${wordsOf(one)}" -- "$cur")) ;;\n`,
  ).join('');
  return `# bash completion for drydock: source <(drydock completion bash)
_drydock() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${NAMES}" -- "$cur")); return; fi
  case "\${COMP_WORDS[1]} $prev" in
    *' --project') COMPREPLY=($(compgen -d -- "$cur")); return ;;
${flags}  esac
  case "\${COMP_WORDS[1]}" in
${commands}  esac
}
complete -o default -F _drydock drydock
`;
}

function zsh(): string {
  const commands = COMMANDS.map((one) => `      ${one.name}) compadd -- ${wordsOf(one)}; _files ;;\n`).join('');
  const flags = choices()
    .map(({ flag, words }) => `    ${flag}) compadd -- ${words}; return ;;\n`)
    .join('');
  return `#compdef drydock
# zsh completion for drydock: drydock completion zsh > "\${fpath[1]}/_drydock"
_drydock() {
  if (( CURRENT == 2 )); then compadd -- ${NAMES}; return; fi
  case "\${words[2]} \${words[CURRENT-1]}" in
    *' --project') _files -/; return ;;
${flags}  esac
  case "\${words[2]}" in
${commands}  esac
}
compdef _drydock drydock
`;
}

function fish(): string {
  const commands = COMMANDS.map(
    (one) => `complete -c drydock -n __fish_use_subcommand -a ${one.name} -d '${one.says.en.replaceAll("'", '')}'\n`,
  ).join('');
  const options = COMMANDS.flatMap((one) =>
    one.options.map(
      ({ name, choices: own, value, says }) =>
        `complete -c drydock -n '__fish_seen_subcommand_from ${one.name}' -l ${name}${value === undefined ? '' : ' -r'}${own === undefined ? '' : ` -a '${own.join(' ')}'`} -d '${says.en.replaceAll("'", '')}'\n`,
    ),
  ).join('');
  return `# fish completion for drydock: drydock completion fish | source\n${commands}${options}`;
}

function powershell(): string {
  const commands = COMMANDS.map((one) => `    '${one.name}' { '${wordsOf(one).replaceAll(' ', "', '")}' }\n`).join('');
  return `# PowerShell completion for drydock: drydock completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName drydock -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = $commandAst.CommandElements
  $first = if ($words.Count -gt 1) { $words[1].ToString() } else { '' }
  $candidates = switch ($first) {
${commands}    default { '${NAMES.replaceAll(' ', "', '")}' }
  }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}
