import { type Command, InvalidArgumentError, Option } from 'commander';

export type Json = { json?: true };

export const withJson = (command: Command): Command => command.option('--json', 'answer as one JSON document');

/** `says` is the command that says it. */
export const versionOption = (says = 'change show'): Option =>
  new Option('--version <n>', `refuse unless it still is this version, as ${says} says it`);

/** An option that can be given several times; where there are choices, one of them each time. */
export function repeated(flags: string, description: string, choices?: readonly string[]): Option {
  const option = new Option(flags, description);
  if (choices) option.choices(choices);
  return option.argParser((value: string, before: string[] | undefined) => {
    if (choices && !choices.includes(value)) throw new InvalidArgumentError(`Choose among ${choices.join(', ')}.`);
    return [...(before ?? []), value];
  });
}

/** Fields as change create and change edit take them. */
export const withFields = (command: Command): Command =>
  command
    .addOption(repeated('--set <field=value>', 'a field; may be given several times'))
    .addOption(repeated('--file <field=path>', 'a field whose text lies in a file (- is what is piped in)'))
    .option('--from <file.json>', 'fields as one JSON object; --file and --set hold over it');
