export { IncidentsCard } from './incidents-card.tsx';
export { attributionWord, kindWord } from './words.ts';
