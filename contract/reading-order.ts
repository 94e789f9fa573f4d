/**
 * Marks that turn the order in which a text is read: with them others see another text than is stored. Those that only say which
 * way a letter goes (U+200E, U+200F, U+061C) turn nothing, and Arabic and Hebrew need them.
 */
const turns = /[\u202a-\u202e\u2066-\u2069]/;

export const isTurned = (text: string): boolean => turns.test(text);

/** Each mark by its name, so that whoever reads sees that it stands there, and reads the rest in the order in which it is stored. */
export const turnsShown = (text: string): string =>
  isTurned(text)
    ? text.replace(new RegExp(turns, 'g'), (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`)
    : text;

export const withoutTurns = (text: string): string =>
  isTurned(text) ? text.replace(new RegExp(turns, 'g'), '') : text;
