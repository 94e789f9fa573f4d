export type Mark = 'bold' | 'italic' | 'code' | 'link' | 'bullets' | 'numbers';
type Marked = { text: string; from: number; to: number };

const around: Partial<Record<Mark, readonly [string, string]>> = {
  bold: ['**', '**'],
  italic: ['_', '_'],
  code: ['`', '`'],
  link: ['[', '](https://)'],
};

/** The text with the selection marked, and where the selection then lies. */
export function marked(text: string, from: number, to: number, mark: Mark): Marked {
  const pair = around[mark];
  if (pair) {
    const [open, close] = pair;
    const inner = text.slice(from, to);
    return {
      text: text.slice(0, from) + open + inner + close + text.slice(to),
      from: from + open.length,
      to: to + open.length,
    };
  }
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lines = text.slice(start, to).split('\n');
  const listed = lines.map((line, at) => (mark === 'numbers' ? `${at + 1}. ${line}` : `- ${line}`)).join('\n');
  return { text: text.slice(0, start) + listed + text.slice(to), from: start, to: start + listed.length };
}
