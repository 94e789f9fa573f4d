export { columnsLooker, knownFormats } from './columns.rules.ts';
export { likelyDelimiter } from './sniff.rules.ts';
export { likelyProfile, suggestMap } from './suggest.rules.ts';
