import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../platform/migrate.ts';
import { emptyDatabase } from '../testing/database.ts';
import { runSql } from '../testing/run-sql.ts';

const landed = new URL('../migrations/', import.meta.url);

/** A database as the program left it that knew the migrations before this one. */
async function asBefore(first: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-earlier-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = (await readdir(landed)).filter((name) => name.endsWith('.sql') && name < first);
  for (const name of names) await cp(new URL(name, landed), join(folder, name));
  const { ownerUrl } = await emptyDatabase();
  await migrate({ ownerUrl, folder: pathToFileURL(`${folder}/`) });
  return ownerUrl;
}

const inForce = (url: string) =>
  runSql(
    url,
    `select key, current_version as version, model.version as edited, definition -> 'transitions' as moves
     from model join model_version on model_id = id and model_version.version = current_version
     where key in ('normal', 'emergency') order by key desc`,
  );
const guarded = (guards: string[]) => expect.objectContaining({ guards });

test('an organisation is offered the models that use the guards, and what it has keeps the version of its birth', async () => {
  const url = await asBefore('0020');
  await migrate({ ownerUrl: url });
  expect(await inForce(url)).toMatchObject([
    {
      ...{ key: 'normal', version: 2, edited: 2 },
      moves: expect.arrayContaining([guarded(['tasks_done', 'test_evidence', 'plan_fits_window'])]),
    },
    {
      ...{ key: 'emergency', version: 2, edited: 2 },
      moves: expect.arrayContaining([guarded(['closure', 'review_done'])]),
    },
  ]);
  const kept = await runSql(url, `select version from model_version where model_id = 'mdl_normal' order by 1`);
  expect(kept).toEqual([{ version: 1 }, { version: 2 }]);
});

test('an organisation that has published a version of its own keeps it', async () => {
  const url = await asBefore('0020');
  await runSql(
    url,
    `insert into model_version (model_id, version, definition, name, note)
     select model_id, 2, definition, 'Ours', 'Ours' from model_version where model_id = 'mdl_normal'`,
    `update model set current_version = 2, version = 2, name = 'Ours' where id = 'mdl_normal'`,
  );
  await migrate({ ownerUrl: url });
  expect(await inForce(url)).toMatchObject([
    { key: 'normal', version: 2, edited: 2, moves: expect.not.arrayContaining([guarded(['tasks_done'])]) },
    { key: 'emergency', version: 2, edited: 2 },
  ]);
  const versions = `select version, note from model_version where model_id = 'mdl_normal' order by 1`;
  expect(await runSql(url, versions)).toEqual([
    { version: 1, note: '' },
    { version: 2, note: 'Ours' },
  ]);
});
