export { type Link, linkAccounts, linkedAccounts, linksOf, saveUnlinking, unlinkAccount } from './link.store.ts';
