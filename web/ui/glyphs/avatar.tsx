import { cx } from '../../lib/browser/cx.ts';

const hues = [350, 30, 60, 150, 190, 220, 265, 310];

/** Initials on a quiet colour that stays with the person; the name itself always stands beside or behind it. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  const hue = hues[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % hues.length] ?? 220;
  return (
    <span
      aria-hidden="true"
      style={{ background: `hsl(${hue} 62% 84%)`, color: `hsl(${hue} 60% 20%)` }}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none',
        large ? 'size-7 text-2xs' : 'size-5 text-[9px] leading-none',
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return (
    (words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? ''))
  ).toUpperCase();
}
