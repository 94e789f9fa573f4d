/**
 * Where a secret stands in a text or in bytes: as it is, or as base64 or hexadecimal carries it. `secret` is made of letters and
 * digits, dashes and underscores, which neither JSON nor an address writes otherwise.
 */
export function tracesOf(secret: string): Buffer[] {
  if (!/^[\w-]{16,}$/.test(secret)) throw new Error('a secret that may be written in more ways than are looked for');
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = text.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  return [secret, ...inBase64, hex, hex.toUpperCase()].map((text) => Buffer.from(text));
}

/** The names of the secrets that left a trace. */
export function foundIn(bytes: string | Uint8Array, secrets: ReadonlyMap<string, string>): string[] {
  const whole = Buffer.from(bytes);
  return [...secrets]
    .filter(([, secret]) => tracesOf(secret).some((trace) => whole.includes(trace)))
    .map(([name]) => name);
}
