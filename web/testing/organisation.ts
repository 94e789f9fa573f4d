import type { Browser, Page } from 'playwright-core';
import { password, visit } from './browser.ts';
import type { Running } from './server.ts';

type Invited = { name: string; email: string; roles: readonly string[]; approves: boolean };

export const people: readonly Invited[] = [
  { name: 'Rita Requester', email: 'rita@example.org', roles: ['Initiator'], approves: false },
  { name: 'Mia Manager', email: 'mia@example.org', roles: ['Change manager'], approves: true },
  { name: 'Sam Specialist', email: 'sam@example.org', roles: ['Specialist'], approves: false },
  { name: 'Otto Approver', email: 'otto@example.org', roles: ['Approver'], approves: true },
];

/** Sets Interlock up by its link, as the administrator does. */
export async function setUp(page: Page, { setUpLink }: Running): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel('Organisation', { exact: true }).fill('Example Bank');
  await page.getByLabel("The organisation's time zone").fill('UTC');
  await page.getByLabel('Your name').fill('Ada Administrator');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.waitForURL('**/people');
}

/** Invites one person and answers the link that is shown once. */
export async function invite(page: Page, { name, email, roles, approves }: Invited): Promise<string> {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('checkbox', { name: /^Initiator/ }).setChecked(roles.includes('Initiator'));
  for (const role of roles) await dialog.getByRole('checkbox', { name: new RegExp(`^${role} [A-Z]`) }).check();
  if (approves) await dialog.getByRole('checkbox', { name: 'Approvers', exact: true }).check();
  await dialog.getByRole('button', { name: 'Make the invitation link' }).click();
  const link = await page.getByLabel('One-time link').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** Comes in by an invitation and leaves the page signed in. */
export async function accept(browser: Browser, { address }: Running, link: string): Promise<Page> {
  const page = await visit(browser, address);
  await page.goto(link);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Save the password and sign in' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/');
  return page;
}
