export {
  type Link,
  linkAccounts,
  linkedAccounts,
  linkedColumn,
  linksOf,
  saveUnlinking,
  unlinkAccount,
} from './link.store.ts';
