/** 24.1 kB: as large as people count it, in the viewer's figures. */
export function bytesInWords(bytes: number, locale: string | undefined): string {
  const [unit, size] =
    bytes < 1024
      ? (['byte', bytes] as const)
      : bytes < 1_048_576
        ? (['kilobyte', bytes / 1024] as const)
        : (['megabyte', bytes / 1_048_576] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: size < 100 ? 1 : 0,
  }).format(size);
}
