import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptLinkRoute, signInRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { clonedDatabase, type TestDatabase } from '../../server/testing/database.ts';
import { type MailServer, mailServer } from '../../server/testing/mail-server.ts';
import { serverProcess } from '../../server/testing/server-process.ts';
import { allScopes, clientOf, PASSWORD, type Somebody, signedIn } from '../../server/testing/world.ts';
import { desk, openBrowser, visit } from './browser.ts';

export type House = {
  address: string;
  database: TestDatabase;
  post: MailServer;
  browser: Browser;
  admin: Somebody;
  person(name: string, roles: Role[], groupIds?: string[]): Promise<Somebody>;
  /** Somebody at a browser of their own, signed in as the one who has their cookie. */
  sits(who: Somebody, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
};

/** Interlock as people run it, with a mail server that keeps what arrives. */
export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-house-'));
  const database = await clonedDatabase();
  const [post, browser] = await Promise.all([mailServer(), openBrowser()]);
  const server = await serverProcess({
    ...{ INTERLOCK_DATA: join(folder, 'data'), OUTBOUND_ALLOW: '127.0.0.1' },
    ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    ...{ SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>' },
    ...{ INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: PASSWORD },
  });
  const { address } = server;
  const enters = async (path: string, given: object) =>
    signedIn(address, await clientOf(address, {}).send('POST', path, given), allScopes);
  const admin = await enters(signInRoute.path, { email: 'ada@example.org', password: PASSWORD });
  return {
    ...{ address, database, post, browser, admin },
    person: async (name, roles, groupIds = []) => {
      const email = `${name.toLowerCase()}@example.org`;
      const { link } = await admin.browser.call(invitePersonRoute, { name, email, roles, groupIds });
      return enters(acceptLinkRoute.path, { secret: new URL(link).hash.slice(1), password: PASSWORD });
    },
    sits: async (who, options = desk) => {
      const page = await visit(browser, address, options);
      page.setDefaultTimeout(30_000);
      const [name = '', value = ''] = who.cookie.split('=');
      await page.context().addCookies([{ name, value, url: address }]);
      return page;
    },
    close: async () => {
      await browser.close();
      await server.kill();
      await post.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
