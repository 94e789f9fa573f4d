export { eventWord } from './words.ts';
