import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../server/platform/database/migrate.ts';
import { startEmbeddedPostgres } from '../server/platform/embedded/embedded-postgres.ts';

/** A freshly migrated database for as long as `use` takes, and nothing left of it afterwards. */
export async function withScratchDatabase<T>(
  use: (db: { ownerUrl: string; appRole: string }) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'interlock-schema-'));
  chmodSync(home, 0o711);
  const settings = { fsync: 'off', shared_buffers: '16MB' };
  const running = await startEmbeddedPostgres({ home, settings });
  try {
    const { ownerUrl, appUrl } = running;
    const appRole = new URL(appUrl).username;
    await migrate({ ownerUrl, appRole });
    return await use({ ownerUrl, appRole });
  } finally {
    await running.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
