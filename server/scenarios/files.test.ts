import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { approveChangeRoute } from '@interlock/contract/change-flow.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import { type ChangeDetail, listRevisionsRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { newsRoute } from '@interlock/contract/decisions.ts';
import { attachFileRoute, listFilesRoute, readFileRoute, removeFileRoute } from '@interlock/contract/files.ts';
import { describe, expect, test } from 'vitest';
import { tidyFiles } from '../features/files/tidy-files.ts';
import { connect } from '../platform/database/db.ts';
import { MARK } from '../platform/folder/folder-mark.ts';
import { testCtx, testDb } from '../testing/ctx.ts';
import { show } from '../testing/journey.ts';
import { runSql } from '../testing/run-sql.ts';
import { PNG } from '../testing/sample-files.ts';
import { approve, move, raise, type Somebody, type World, world } from '../testing/world.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const pathOf = (fileId: string) => readFileRoute.path.replace(':fileId', fileId);

/** Every file under a folder, however deep, but the mark that says whose it is. */
const filesUnder = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => basename(name) !== MARK && statSync(join(folder, name)).isFile(),
    );
  } catch {
    return [];
  }
};

type Cast = { bank: World; carl: Somebody; ann: Somebody; sue: Somebody; ivo: Somebody };

async function cast(settings: Record<string, string>): Promise<Cast> {
  const bank = await world(undefined, settings);
  return {
    bank,
    carl: await bank.person('Carl Coordinator', ['coordinator', 'change_manager']),
    ann: await bank.person('Ann Approver', ['approver'], { approver: true }),
    sue: await bank.person('Sue Specialist', ['specialist']),
    ivo: await bank.person('Ivo Initiator', ['initiator']),
  };
}

const inDatabase = await cast({ INTERLOCK_FILE_MB: '2' });
const inFolder = await cast({ INTERLOCK_FILES: 'folder', INTERLOCK_FILE_MB: '2' });

describe.each([
  ['the database', inDatabase],
  ['a folder', inFolder],
])('files that are kept in %s', (_where, there) => {
  const { bank, carl, sue, ivo } = there;
  const isFolder = there === inFolder;
  const left = async () => ({
    rows: (await runSql(bank.database.ownerUrl, 'select count(*)::int as n from attachment'))[0]?.['n'],
    chunks: (await runSql(bank.database.ownerUrl, 'select count(*)::int as n from attachment_chunk'))[0]?.['n'],
    files: filesUnder(bank.folder),
  });

  test('come back byte for byte, as a download that does nothing by itself', async () => {
    const change = await raise(carl, sue);
    const bytes = Buffer.concat([PNG, randomBytes(1_500_000)]);
    const { items } = await carl.upload(attachFileRoute, { changeId: change.id, name: '../plan Ä "1".png' }, bytes);
    expect(items).toMatchObject([
      { name: 'plan Ä 1.png', type: 'image/png', bytes: bytes.length, sha256: sha256(bytes) },
    ]);
    const answer = await fetch(`${bank.address}${pathOf(items[0]?.id ?? '')}`, {
      headers: { authorization: `Bearer ${sue.token}` },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="plan ? 1.png"; filename*=UTF-8''plan%20%C3%84%201.png`,
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    const { files } = await left();
    expect(files.map((name) => statSync(join(bank.folder, name)).size)).toEqual(isFolder ? [bytes.length] : []);
  });

  test('are attached once, however often the same request comes', async () => {
    const change = await raise(carl, sue);
    const before = await left();
    const key = { 'idempotency-key': 'the-same-click' };
    const input = { changeId: change.id, name: 'seen.log' };
    const once = await carl.upload(attachFileRoute, input, 'all is well\n', key);
    expect(await carl.upload(attachFileRoute, input, 'all is well\n', key)).toEqual(once);
    const other = await carl.send(
      'POST',
      `/api/v1/changes/${change.id}/files?name=seen.log`,
      Buffer.from('other'),
      key,
    );
    expect([other.status, other.body['code']]).toEqual([422, 'key_reused']);
    expect(await left()).toMatchObject({ rows: Number(before.rows) + 1 });
    expect((await left()).files).toHaveLength(before.files.length + (isFolder ? 1 : 0));
  });

  test('leave nothing where they are refused, too large, or cut off on their way', async () => {
    const change = await raise(carl, sue);
    const before = await left();
    const refuses = (who: Somebody, name: string, bytes: Uint8Array | string) =>
      who.refusedUpload(attachFileRoute, { changeId: change.id, name }, bytes);
    expect(await refuses(carl, 'big.log', 'x'.repeat(2_097_153))).toMatchObject({ status: 413, code: 'too_large' });
    expect(await refuses(carl, 'empty.txt', '')).toMatchObject({ status: 422, code: 'file_refused' });
    expect(await refuses(carl, 'setup.exe', 'MZ')).toMatchObject({ code: 'file_refused' });
    expect(await refuses(ivo, 'mine.txt', 'text')).toMatchObject({ status: 403, code: 'forbidden' });
    await cutOff(bank, carl, change.id);
    expect(await left()).toEqual(before);
    expect((await carl.call(showChangeRoute, { changeId: change.id })).version).toBe(change.version);
  });

  test('are not served as something else than what was kept', async () => {
    const change = await raise(carl, sue);
    const { items } = await carl.upload(attachFileRoute, { changeId: change.id, name: 'a.txt' }, 'the truth');
    const fileId = items[0]?.id ?? '';
    const falsity = `update attachment_chunk set bytes = 'a falsity' where attachment_id = '${fileId}'`;
    if (isFolder) rmSync(join(bank.folder, 'files', fileId.slice(-2), fileId));
    else await runSql(bank.database.ownerUrl, falsity);
    expect(await carl.refused(readFileRoute, { fileId })).toMatchObject({ status: 503, code: 'file_lost' });
  });

  test('go with their bytes when they are taken off, and leave their name and hash on record', async () => {
    const change = await raise(carl, sue);
    const before = await left();
    const { items } = await carl.upload(attachFileRoute, { changeId: change.id, name: 'secret.txt' }, 'hunter2');
    const file = { changeId: change.id, fileId: items[0]?.id ?? '' };
    expect(await carl.call(removeFileRoute, file)).toMatchObject({ items: [] });
    expect(await left()).toEqual(before);
    expect(await carl.refused(readFileRoute, { fileId: file.fileId })).toMatchObject({ code: 'not_found' });
    expect(await carl.refused(removeFileRoute, file)).toMatchObject({ code: 'not_found' });
    const { items: events } = await bank.admin.call(listAuditRoute, { object: change.id });
    expect(events[0]).toMatchObject({
      verb: 'change.file_removed',
      parts: { name: 'secret.txt', sha256: sha256('hunter2'), bytes: 7 },
    });
  });

  test('that no row names are swept up, and no others', async () => {
    const change = await raise(carl, sue);
    await carl.upload(attachFileRoute, { changeId: change.id, name: 'kept.txt' }, 'kept');
    const before = await left();
    const db = connect(bank.database.appUrl, { max: 1, onIdleError: () => {} });
    const files = {
      place: 'folder' as const,
      folder: join(bank.folder, 'files'),
      uploads: join(bank.folder, isFolder ? 'files/incoming' : 'uploads'),
      mostBytes: 1,
    };
    mkdirSync(join(files.folder, 'zz'), { recursive: true });
    mkdirSync(files.uploads, { recursive: true });
    const nobodys = `fil_${'0'.repeat(24)}zz`;
    writeFileSync(join(files.folder, 'zz', nobodys), 'left by a killed server');
    writeFileSync(join(files.uploads, 'half.part'), 'left by a cut line');
    const notOurs = ['zz/notes.txt', 'zz/fil_notes', `yy/${nobodys}`, `zz/fil_${'1'.repeat(24)}zz/deep.txt`];
    for (const name of notOurs) {
      mkdirSync(dirname(join(files.folder, name)), { recursive: true });
      writeFileSync(join(files.folder, name), 'somebody keeps this here');
    }
    mkdirSync(join(files.uploads, 'folder.part'));
    await tidyFiles(testCtx(db, { files, now: new Date() }));
    expect(filesUnder(bank.folder)).toHaveLength(before.files.length + 2 + notOurs.length);
    await tidyFiles(testCtx(db, { files, now: new Date(Date.now() + 25 * 3600_000) }));
    const stay = notOurs.map((name) => join('files', name));
    expect((await left()).files.sort()).toEqual([...before.files, ...stay].sort());
    for (const name of ['yy', `zz/fil_${'1'.repeat(24)}zz`, 'zz']) {
      rmSync(join(files.folder, name), { recursive: true });
    }
    await db.destroy();
  });
});

test('a server neither starts on nor tidies a folder that holds the files of another database', async () => {
  const { bank, carl, sue } = inFolder;
  const folder = join(bank.folder, 'files');
  const change = await raise(carl, sue);
  await carl.upload(attachFileRoute, { changeId: change.id, name: 'kept.txt' }, 'kept');
  const before = filesUnder(folder);
  const sentence = `${folder} holds the files of another database: name another folder in INTERLOCK_FILES, or remove ${join(folder, MARK)} if that database is gone for good.`;
  await expect(world(undefined, { INTERLOCK_FILES: folder })).rejects.toThrow(sentence);
  const drill = await testDb();
  const files = { place: 'folder' as const, folder, uploads: join(folder, 'incoming'), mostBytes: 1 };
  const tidied = tidyFiles(testCtx(drill, { files, now: new Date(Date.now() + 25 * 3600_000) }));
  await expect(tidied).rejects.toThrow(sentence);
  expect(filesUnder(folder)).toEqual(before);
  await bank.secondServer();
});

/** Begins to send and goes away. Once the server has noticed, nothing of it is there. */
async function cutOff({ address, folder }: World, { token }: Somebody, changeId: string): Promise<void> {
  const begun = request(`${address}/api/v1/changes/${changeId}/files?name=cut.log`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': 1000 },
  });
  begun.on('error', () => {});
  begun.write('the first of it');
  await expect.poll(() => filesUnder(folder).some((name) => name.endsWith('.part'))).toBe(true);
  begun.destroy();
  await expect.poll(() => filesUnder(folder).some((name) => name.endsWith('.part'))).toBe(false);
}

describe('files are what approvers decide on', () => {
  const { bank, carl, ann, sue, ivo } = inDatabase;

  test('one that comes or goes makes a revision, and asks those again who have approved', async () => {
    const raised = await raise(ivo, sue);
    const { items } = await ivo.upload(attachFileRoute, { changeId: raised.id, name: 'plan.txt' }, 'first');
    const asked = await move(carl, await move(ivo, await show(ivo, raised), 'assess'), 'authorize');
    expect(await approve(ann, asked)).toMatchObject({ state: { key: 'build' } });
    await ivo.upload(attachFileRoute, { changeId: raised.id, name: 'more.txt' }, 'second');
    const back = await show(ann, raised);
    expect(back.state.key).toBe('authorize');
    expect(back.rounds[0]).toMatchObject({ status: 'open', asked: [{ vote: null }] });
    const { fields } = await ann.call(newsRoute, { changeId: raised.id });
    expect(fields).toMatchObject([{ field: 'files', after: expect.stringContaining('more.txt') }]);
    expect(await ann.refused(approveChangeRoute, stale(asked, back))).toMatchObject({ code: 'changed_meanwhile' });
    await approve(ann, back);
    await ivo.call(removeFileRoute, { changeId: raised.id, fileId: items[0]?.id ?? '' });
    expect((await show(ann, raised)).state.key).toBe('authorize');
    const revisions = await ivo.call(listRevisionsRoute, { changeId: raised.id });
    expect(revisions.items[0]?.fields).toMatchObject([
      { field: 'files', before: expect.stringContaining('plan.txt'), after: expect.not.stringContaining('plan.txt') },
    ]);
  });

  test('from the start of the work on they are fixed', async () => {
    const raised = await raise(ivo, sue);
    await ivo.upload(attachFileRoute, { changeId: raised.id, name: 'plan.txt' }, 'first');
    const begun = await underWay(inDatabase, await show(ivo, raised));
    const { items, ...may } = await sue.call(listFilesRoute, { changeId: begun.id });
    expect(may).toMatchObject({ mayAdd: false, mayRemove: false });
    const late = { changeId: begun.id, name: 'late.txt' };
    expect(await sue.refusedUpload(attachFileRoute, late, 'late')).toMatchObject({ code: 'change_fixed' });
    const gone = { changeId: begun.id, fileId: items[0]?.id ?? '' };
    expect(await carl.refused(removeFileRoute, gone)).toMatchObject({ code: 'change_fixed' });
  });

  test('a change has at most fifty', async () => {
    const { id } = await raise(ivo, sue);
    await runSql(
      bank.database.ownerUrl,
      `insert into attachment select 'fil_' || n, 'change', '${id}', 'a', 'text/plain', 1, repeat('0', 64), 'database', '${ivo.id}', now()
        from generate_series(1, 50) n`,
    );
    const one = { changeId: id, name: 'one.txt' };
    expect(await ivo.refusedUpload(attachFileRoute, one, 'one')).toMatchObject({ status: 409, code: 'too_many_files' });
  });

  test('those of a restricted change are seen by those alone who see it', async () => {
    const raised = await raise(ivo, sue);
    const { items } = await ivo.upload(attachFileRoute, { changeId: raised.id, name: 'hole.txt' }, 'where it is');
    const { version } = await show(ivo, raised);
    await ivo.call(restrictChangeRoute, { changeId: raised.id, version, restricted: true, readerIds: [] });
    const fileId = items[0]?.id ?? '';
    expect((await sue.send('GET', pathOf(fileId))).body).toEqual({ text: 'where it is' });
    const unknown = await carl.refused(readFileRoute, { fileId: 'fil_nothing' });
    for (const outsider of [carl, bank.admin]) {
      const { requestId: _one, ...refused } = (await outsider.send('GET', pathOf(fileId))).body;
      expect(refused).toMatchObject({ code: unknown.code });
      expect(await outsider.refused(listFilesRoute, { changeId: raised.id })).toMatchObject({ code: 'not_found' });
    }
    expect(await carl.refusedUpload(attachFileRoute, { changeId: raised.id, name: 'a.txt' }, 'a')).toMatchObject({
      code: 'not_found',
    });
  });
});

/** From a draft to where the work has begun. */
async function underWay({ carl, ann, sue }: Cast, draft: ChangeDetail): Promise<ChangeDetail> {
  const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
  const asked = await move(carl, await move(carl, draft, 'assess'), 'authorize');
  const scheduled = await move(carl, await approve(ann, asked), 'scheduled', { window });
  return move(sue, scheduled, 'implement');
}

const stale = (then: ChangeDetail, now: ChangeDetail) => ({
  changeId: then.id,
  version: then.version,
  roundId: now.rounds[0]?.id ?? '',
  comment: '',
});
