/** Where whoever opens a form begins: its first field; without one its main button, or else its first. */
export function firstField(within: HTMLElement | null): HTMLElement | null {
  const find = (selector: string) => within?.querySelector<HTMLElement>(selector) ?? null;
  return (
    find(':is(input, select, textarea):not([aria-hidden=true], [type=hidden])') ??
    find('button[type=submit]') ??
    find('button')
  );
}
