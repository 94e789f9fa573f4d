import { Argument, Command, type Option } from 'commander';

const shells = ['bash', 'zsh'] as const;
type Shell = (typeof shells)[number];

/** Words that only the server knows, and how the script asks for them. */
const asked: Record<string, string> = {
  '--model': '@models',
  'change move': '@moves',
  'template raise': '@templates',
  'model export': '@models',
};

export function completionCommand(): Command {
  return new Command('completion')
    .description('say the script with which a shell completes commands, options, states and models')
    .addArgument(new Argument('<shell>', 'for which shell').choices([...shells]))
    .addHelpText(
      'after',
      `
bash: put   source <(interlock completion bash)   into ~/.bashrc
zsh:  put   source <(interlock completion zsh)    into ~/.zshrc, after compinit`,
    )
    .action((shell: Shell, _options: object, command: Command) => {
      // As it is: our own text, in which a line that is cut short is no line.
      console.log(scriptFor(shell, command.parent ?? command));
    });
}

const scriptFor = (shell: Shell, program: Command): string =>
  `# Completion of interlock for ${shell}, made by: interlock completion ${shell}\n${tableOf(program)}\n${core}\n${ends[shell]}`;

/** What can follow, by the commands typed so far and, where it takes a value, the option before. */
function tableOf(program: Command): string {
  const entries = entriesOf(program, '');
  const cases = entries.flatMap(([key, words]) =>
    words.length > 0 ? [`    '${key}') printf '%s\\n' ${words.join(' ')} ;;`] : [],
  );
  const open = entries.flatMap(([key, words]) => (words.length > 0 ? [] : [`'${key}'`]));
  return `_interlock_table() {\n  case "$1" in\n${cases.join('\n')}\n    ${open.join(' | ')}) ;;\n    *) return 1 ;;\n  esac\n}`;
}

function entriesOf(command: Command, at: string): [string, string[]][] {
  const below = command.commands.filter((one) => !isHidden(one));
  const options = command.options.filter(({ hidden }) => !hidden);
  const server = asked[at.trim()];
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const own = [...below.map((one) => one.name()), ...choices, ...(server ? [server] : [])];
  return [
    [at, [...own, ...options.map(nameOf), '--help']],
    ...options.flatMap((option): [string, string[]][] =>
      option.required || option.optional ? [[`${at} ${nameOf(option)}`, valuesOf(option)]] : [],
    ),
    ...below.flatMap((one) => entriesOf(one, `${at} ${one.name()}`)),
  ];
}

const nameOf = ({ long, short }: Option): string => long ?? short ?? '';
/** None where any text will do: the shell then offers files, as it always does. */
function valuesOf(option: Option): string[] {
  const server = asked[nameOf(option)];
  return option.argChoices ?? (server ? [server] : []);
}
const isHidden = (command: Command): boolean => command.name() === 'complete';

/** Runs in both shells. No name in it means anything to zsh, where `path` and `words` do. */
const core = `_interlock_candidates() {
  local program="$1" at='' before='' given='' word
  shift
  for word in "$@"; do
    if [ -n "$before" ] && _interlock_table "$at $before" > /dev/null; then before=''; continue; fi
    case "$word" in -*) before="$word"; continue ;; esac
    before=''
    if _interlock_table "$at $word" > /dev/null; then at="$at $word"; else given="$word"; fi
  done
  if [ -n "$before" ] && _interlock_table "$at $before" > /dev/null; then at="$at $before"; fi
  _interlock_table "$at" | while IFS= read -r word; do
    case "$word" in
      @models | @templates) "$program" complete "\${word#@}" 2> /dev/null ;;
      @moves) if [ -n "$given" ]; then "$program" complete moves "$given" 2> /dev/null; fi ;;
      *) printf '%s\\n' "$word" ;;
    esac
  done
}`;

const ends: Record<Shell, string> = {
  bash: `_interlock() {
  local IFS=$'\\n'
  COMPREPLY=( $(compgen -W "$(_interlock_candidates "\${COMP_WORDS[@]:0:COMP_CWORD}")" -- "\${COMP_WORDS[COMP_CWORD]}") )
}
complete -o default -F _interlock interlock`,
  zsh: `_interlock() {
  local -a found
  found=( \${(f)"$(_interlock_candidates "\${(@)words[1,CURRENT-1]}")"} )
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _interlock interlock`,
};
