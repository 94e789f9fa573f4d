export { isSameMap } from './map-edit.ts';
export { MappingCard } from './mapping-card.tsx';
export { delimiterWord, encodingWord, holdsWord, meaningWord, profileWord, stateTone, stateWord } from './words.ts';
