/** Each calls itself by the names of those before it as well, so the most particular comes first. */
const programs: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** Which program it is and what it runs on, as far as it says so itself: *Firefox* on *Windows*. */
export function deviceOf(agent: string): { program: string | undefined; system: string | undefined } {
  const find = (known: readonly [RegExp, string][]) => known.find(([mark]) => mark.test(agent))?.[1];
  return { program: find(programs), system: find(systems) };
}
