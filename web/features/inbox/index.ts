export { inboxQuery, keyOf } from './inbox-query.ts';
export { WaitGlyph } from './wait-glyph.tsx';
