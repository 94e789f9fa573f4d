import type { Team } from './cast.rules.ts';

/** What could not wait: asked for and done within hours, or done at once and recorded afterwards. */
export type Urgent = {
  team: Team;
  title: string;
  system: string;
  summary: string;
  reason: string;
  cannotWait: string;
  ifNotDone: string;
  plan: string;
  back: string;
  found: string;
  outcome: 'successful' | 'with_issues' | 'failed' | 'backed_out';
};

export const emergencies: readonly Urgent[] = [
  {
    team: 'network',
    title: 'Reroute traffic around the faulty line in Frankfurt',
    system: 'Frankfurt WAN',
    summary: 'Traffic of Frankfurt goes over the backup line until the provider has repaired the fibre.',
    reason: 'The line loses every fifth packet since 6:40.',
    cannotWait: 'Telephones and the tills of Frankfurt drop out every few minutes.',
    ifNotDone: 'The site stays nearly unusable until the provider has repaired it, which can take a day.',
    plan: '1. Prefer the backup line\n2. Lower the limits for updates and backups',
    back: '1. Prefer the main line again',
    found:
      'An excavator had cut the fibre. Monitoring alerted on delay only after 40 minutes; the threshold was lowered.',
    outcome: 'successful',
  },
  {
    team: 'security',
    title: 'Close the hole in the file transfer gateway',
    system: 'File transfer gateway',
    summary: 'The vendor’s patch of today is installed on both gateways.',
    reason: 'The hole lets anybody read all files, and code that uses it is public.',
    cannotWait: 'Scans for it reach us every hour.',
    ifNotDone: 'Files of customers can be read by anybody.',
    plan: '1. Take gateway B out\n2. Patch, test, take it in\n3. The same with A',
    back: '1. Switch the gateway off and exchange files by mail',
    found:
      'The logs show scans and no break-in. The gateway is now on the list of systems that are patched within a day.',
    outcome: 'successful',
  },
  {
    team: 'database',
    title: 'Free space on the ledger’s log volume',
    system: 'Ledger database',
    summary: 'The log volume is extended by 200 GB and the stuck replication slot is dropped.',
    reason: 'The volume is 97 % full and grows by 1 % every four minutes.',
    cannotWait: 'In twelve minutes the ledger stops.',
    ifNotDone: 'No payment can be booked until the database was recovered by hand.',
    plan: '1. Extend the volume\n2. Drop the slot of the reporting replica',
    back: '1. None is needed: the replica is built anew afterwards',
    found: 'The reporting replica had been off for a day and nobody was told. Slots are watched now.',
    outcome: 'successful',
  },
  {
    team: 'applications',
    title: 'Take the voucher check out of the web shop',
    system: 'Web shop',
    summary: 'The check of vouchers is switched off, since the service behind it does not answer.',
    reason: 'Every order waits 30 seconds for it and then fails.',
    cannotWait: 'No order has come through for 20 minutes.',
    ifNotDone: 'About 300 orders an hour are lost.',
    plan: '1. Set the feature switch to off\n2. Restart the four instances',
    back: '1. Set the switch to on',
    found: 'The voucher service had no time-out of its own. 14 orders used a voucher twice; Sales let them stand.',
    outcome: 'with_issues',
  },
  {
    team: 'platform',
    title: 'Restart the storage controller of FRA-1',
    system: 'Cluster FRA-1',
    summary: 'The controller that answers no more is restarted; its partner carries the load meanwhile.',
    reason: 'Writes on FRA-1 take seconds.',
    cannotWait: 'Sixty machines stand still whenever the controller resets itself.',
    ifNotDone: 'The machines stay slow and some file systems turn read-only.',
    plan: '1. Move the paths to the partner\n2. Restart the controller',
    back: '1. Leave the load on the partner and call the vendor',
    found: 'The restart did not help: a cache battery was dead. The load stayed on the partner until it was replaced.',
    outcome: 'failed',
  },
  {
    team: 'workplace',
    title: 'Take back the faulty printer driver',
    system: 'Laptops',
    summary: 'The driver of this morning is removed from 640 laptops.',
    reason: 'Laptops with it do not start any more after a restart.',
    cannotWait: 'Each further restart is one more laptop that has to be brought in.',
    ifNotDone: 'Most of the office is without a laptop by noon.',
    plan: '1. Stop the offer\n2. Remove the driver by script',
    back: '1. None: it takes back what was done',
    found: 'The test group had only laptops of one model. It has all five now.',
    outcome: 'successful',
  },
  {
    team: 'applications',
    title: 'Correct the exchange rate import',
    system: 'ERP',
    summary: 'The import reads the new date format of the bank.',
    reason: 'Rates of today are missing, and invoices in foreign currency cannot be posted.',
    cannotWait: 'The month is closed tonight.',
    ifNotDone: 'Closing is late, and the report to the group with it.',
    plan: '1. Deploy the corrected mapping\n2. Run the import again',
    back: '1. Deploy the old mapping and enter the rates by hand',
    found: 'The bank had announced the format in a mail to somebody who has left. The address is a group now.',
    outcome: 'successful',
  },
  {
    team: 'network',
    title: 'Block the addresses that flood the portal',
    system: 'Customer portal',
    summary: 'Traffic from 40 networks is dropped at the edge.',
    reason: 'The portal gets 200 times its usual requests.',
    cannotWait: 'Customers cannot sign in.',
    ifNotDone: 'The portal stays down for as long as the flood lasts.',
    plan: '1. Add the networks to the drop list\n2. Watch sign-ins',
    back: '1. Empty the drop list',
    found:
      'The list also hit a mobile provider; it was taken back after 25 minutes, and the provider’s own filter took over.',
    outcome: 'backed_out',
  },
];

export const afterTheFact: readonly Urgent[] = [
  {
    team: 'database',
    title: 'Restarted the planning database by night',
    system: 'Planning database',
    summary: 'It answered no more at 2:10 and was restarted by the one on call.',
    reason: 'All sessions waited for a lock that nobody held any more.',
    cannotWait: 'Production plans the early shift at four.',
    ifNotDone: 'The early shift would have had no plan.',
    plan: 'Restarted the database; looked at the plan of the day.',
    back: 'None was needed.',
    found: 'Known fault of the version in use; the upgrade is planned.',
    outcome: 'successful',
  },
  {
    team: 'network',
    title: 'Swapped the broken power supply of the branch router',
    system: 'Branch Porto',
    summary: 'The router was off; the spare power supply was built in.',
    reason: 'The branch was without a network.',
    cannotWait: 'The tills stood still.',
    ifNotDone: 'The branch would have stayed closed.',
    plan: 'Built the spare power supply in.',
    back: 'None was needed.',
    found: 'Spares for the other branches were ordered.',
    outcome: 'successful',
  },
  {
    team: 'workplace',
    title: 'Reset the passwords of a department after a phishing mail',
    system: 'Accounts of Sales',
    summary: 'All 46 accounts of Sales got a new password on Saturday.',
    reason: 'Three people had entered theirs on a false page.',
    cannotWait: 'The first sign-in from abroad was seen within the hour.',
    ifNotDone: 'Mailboxes would have been read.',
    plan: 'Ended all sessions, set new passwords, called the people.',
    back: 'None is possible.',
    found: 'Right to act at once; only three accounts would have been enough, and Sales could not work until Monday.',
    outcome: 'with_issues',
  },
];
