export { dropHands, handsSince, isDeciding, saveHand, secondOf } from './hand.store.ts';
export {
  type Link,
  linkAccounts,
  linkedAccounts,
  linkedColumn,
  linksOf,
  saveUnlinking,
  unlinkAccount,
} from './link.store.ts';
