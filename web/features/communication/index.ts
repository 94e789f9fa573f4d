export { TellingCard } from './telling-card.tsx';
export { eventWord } from './words.ts';
