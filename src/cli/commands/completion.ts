import { OPTIONS } from '../../options/options.ts';
import { COMMON_OPTIONS, type Command, defineCommand, type Entry, kebab } from '../command/command.ts';
import { EXIT, usage } from '../terminal/failure.ts';
import { didYouMean } from '../terminal/suggest.ts';

/** What may follow: the words after `mintmark`, `mintmark apps`, `mintmark apps create` … */
type Choices = ReadonlyMap<string, readonly string[]>;

export const completion = defineCommand({
  name: 'completion',
  args: [{ name: 'SHELL', brief: 'bash, zsh, fish or powershell' }],
  flags: {},
  options: [],
  examples: [
    'source <(mintmark completion bash)                   # in ~/.bashrc',
    'source <(mintmark completion zsh)                    # in ~/.zshrc',
    'mintmark completion fish > ~/.config/fish/completions/mintmark.fish',
    'mintmark completion powershell | Out-String | Invoke-Expression',
  ],
  async run({ args: [shell = ''], json, terminal, commands }) {
    const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell as keyof typeof SHELLS] : undefined;
    if (script === undefined) {
      const shells = Object.keys(SHELLS);
      throw usage(
        `There is no completion script for that shell.${didYouMean(shell, shells)}`,
        `Supported shells: ${shells.join(', ')}`,
      );
    }
    const choices = await gatherChoices(commands);
    if (json) terminal.json(Object.fromEntries(choices));
    else terminal.data(script(choices));
    return EXIT.fine;
  },
});

async function gatherChoices(commands: readonly Entry[]): Promise<Choices> {
  const choices = new Map<string, string[]>();
  const add = (path: string, word: string) => {
    const words = choices.get(path) ?? [];
    if (!words.includes(word)) words.push(word);
    choices.set(path, words);
  };
  for (const { name, load } of commands) {
    const parts = name.split(' ');
    for (const [index, part] of parts.entries()) add(parts.slice(0, index).join(' '), part);
    for (const flag of flagsOf(await load())) add(name, flag);
  }
  for (const shell of Object.keys(SHELLS)) add('completion', shell);
  return choices;
}

function flagsOf(command: Command): string[] {
  const options = [...command.options, ...COMMON_OPTIONS].map((name) => OPTIONS[name].flag);
  return [...Object.keys(command.flags).map(kebab), ...options, 'json', 'help'].map((flag) => `--${flag}`);
}

const SHELLS = {
  bash: (choices: Choices) => `_mintmark() {
  local current=\${COMP_WORDS[COMP_CWORD]} path= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] && break
    path=\${path:+$path }$word
  done
  while :; do
    case $path in
${rows(choices, (path, words) => `      ${quoted(path)}) words=${quoted(words.join(' '))} ;;`)}
      *\\ *) path=\${path% *}; continue ;;
      *) path=; continue ;;
    esac
    break
  done
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _mintmark mintmark`,

  zsh: (choices: Choices) => `#compdef mintmark
_mintmark() {
  local -A choices
  choices=(
${rows(choices, (path, words) => `    ${quoted(path)} ${quoted(words.join(' '))}`)}
  )
  local path_typed= word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] && break
    [[ -n \${choices[\${path_typed:+$path_typed }$word]} ]] && path_typed=\${path_typed:+$path_typed }$word
  done
  compadd -- \${(s: :)choices[$path_typed]} || _files
}
if [[ $funcstack[1] == _mintmark ]]; then _mintmark "$@"; else compdef _mintmark mintmark; fi`,

  fish: (choices: Choices) =>
    rows(choices, (path, words) => {
      const typed = path === '' ? [] : path.split(' ');
      const seen = typed.map((word) => `__fish_seen_subcommand_from ${word}`);
      const commands = words.filter((word) => !word.startsWith('-')).join(' ');
      const none = commands === '' ? [] : [`not __fish_seen_subcommand_from ${commands}`];
      const when = [...seen, ...none].join('; and ');
      const flags = words.filter((word) => word.startsWith('--')).map((word) => `-l ${word.slice(2)}`);
      const offered = [...(commands === '' ? [] : [`-f -a ${quoted(commands)}`]), ...flags];
      return offered.map((what) => `complete -c mintmark -n ${quoted(when)} ${what}`).join('\n');
    }),

  powershell: (choices: Choices) => `Register-ArgumentCompleter -Native -CommandName mintmark -ScriptBlock {
  param($current, $line, $cursor)
  $choices = @{
${rows(choices, (path, words) => `    ${quoted(path)} = ${quoted(words.join(' '))}`)}
  }
  $path = ''
  foreach ($word in ($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })) {
    $next = "$path $word".Trim()
    if ($choices.ContainsKey($next)) { $path = $next } else { break }
  }
  $choices[$path] -split ' ' | Where-Object { $_ -like "$current*" }
}`,
};

function rows(choices: Choices, row: (path: string, words: readonly string[]) => string): string {
  return [...choices].map(([path, words]) => row(path, words)).join('\n');
}

/** Command and flag names are letters, dashes and spaces, so quotes are all they need. */
function quoted(text: string): string {
  return `'${text}'`;
}
