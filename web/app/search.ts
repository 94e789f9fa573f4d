type Search = Record<string, string | undefined>;

/** Search parameters are plain text, so an address reads as people would write it. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== '') params.set(name, String(value));
  const text = params.toString().replaceAll('%2C', ',');
  return text && `?${text}`;
}
