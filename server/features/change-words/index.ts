export { bandOf, foundIn, holdsWords, isOwn, saidIn, type Where } from './words.view.ts';
