const types: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  double: 'a number with a point',
  bool: 'true or false',
  'list<string>': 'a list of texts',
  dyn: 'unknown',
};
export const typeInWords = (type: string): string => types[type] ?? type;

type Told = readonly [RegExp, (...found: string[]) => string];

/** What the library says of an expression that it cannot read or ask, each with what it means to whoever wrote it. */
const told: readonly Told[] = [
  [/^Unexpected token: EOF$/, () => 'it is empty or ends too early'],
  [/^Unexpected character: '?=/, () => 'a single = compares nothing: write =='],
  [/^Unexpected character: '?(.+?)'?$/, (sign = '') => `“${sign}” does not belong where it stands`],
  [/^Unterminated string/, () => 'a text has no closing quotation mark'],
  [/^Expected (RPAREN|RBRACKET|RBRACE), got/, () => 'a bracket is not closed'],
  [/^(?:Expected|Unexpected token)/, () => 'something is missing or too much in it'],
  [/^no such overload: !(\S+)$/, (type = '') => `“!” turns true and false round, and this is ${typeInWords(type)}`],
  [
    /^no such overload: (\S+) (\S+) (\S+)$/,
    (one = '', sign = '', other = '') => `“${sign}” does not go between ${typeInWords(one)} and ${typeInWords(other)}`,
  ],
  [
    /^Logical operator requires bool operands, got '(.+)'$/,
    (type = '') => `“&&” and “||” join what is true or false, and one side is ${typeInWords(type)}`,
  ],
  [/^found no matching overload for '(?:\S+\.)?(\w+)\(/, (name = '') => `${name} cannot be asked so`],
  [/^Ternary branches/, () => 'both answers behind “?” must be of one kind'],
];

/** The library's sentence in our words, where it is one that we know. */
export function inWords(said: string): string {
  for (const [pattern, words] of told) {
    const found = pattern.exec(said);
    if (found) return words(...found.slice(1));
  }
  return said;
}
