/**
 * Accounts that an administrator linked because one person holds them: account to the key that they share. An account that nobody
 * linked is not in it.
 */
export type Linked = Readonly<Record<string, string>>;

type Account = string | null | undefined;

/**
 * Whether two accounts are one person's: the same account, or linked ones. Every rule that keeps a person from something asks
 * this: two at one act are two people. What somebody may do, they may with the account that has the right or is named: there
 * accounts are compared. Nobody is the same person as nobody.
 */
export function isSamePerson(linked: Linked, one: Account, other: Account): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return one === other || (linked[one] !== undefined && linked[one] === linked[other]);
}

/** Ends a sentence on what somebody did, where it was not with the account with which they act. */
export const withWhich = (acting: string, did: Account): string => (acting === did ? '' : ', with another account');

/** Whether one of these accounts is this person's. */
export const isAmong = (linked: Linked, account: Account, accounts: readonly Account[]): boolean =>
  accounts.some((one) => isSamePerson(linked, account, one));
