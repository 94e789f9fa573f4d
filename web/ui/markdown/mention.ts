/** Somebody who can be called, and by which address. */
export type Callable = { id: string; name: string; email: string };

/** A call that is being typed: where it begins, and what stands behind the @ so far. */
export type Calling = { from: number; to: number; q: string };

const LONGEST = 40;
/** Behind a blank or a bracket, so that an address in a sentence calls nobody. A name of two words at most, or an address. */
const typed = /(?:^|[\s([{>])@([\p{L}\p{N}._+'-]*(?:@[\p{L}\p{N}.-]*| [\p{L}\p{N}'-]+)?)$/u;

export function callingAt(text: string, caret: number): Calling | undefined {
  const before = text.slice(Math.max(0, caret - LONGEST - 2), caret);
  const q = typed.exec(before)?.[1];
  return q === undefined || q.length > LONGEST ? undefined : { from: caret - q.length - 1, to: caret, q };
}

/** The text with the call made, and where the words go on. */
export function called(text: string, { from, to }: Calling, { email }: Callable): { text: string; caret: number } {
  const call = `@${email} `;
  const rest = text.slice(to).replace(/^ /, '');
  return { text: text.slice(0, from) + call + rest, caret: from + call.length };
}
