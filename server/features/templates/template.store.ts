import { withoutTurns } from '@interlock/contract/reading-order.ts';
import { TemplateContent, type TemplateState } from '@interlock/contract/templates.ts';
import { type Selectable, sql } from 'kysely';
import { isUniqueViolation, type Reads, type Tx, unlessReferredTo } from '../../platform/database/db.ts';
import type { Template as TemplateTable, TemplateVersion as VersionTable } from '../../platform/database/tables.d.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { stillAsRead } from '../identity/index.ts';

export type Version = {
  templateId: string;
  templateVersion: number;
  state: TemplateState;
  previous: number | null;
  content: TemplateContent;
  writers: string[];
  note: string;
  proposedBy: string | null;
  proposedAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  returnedBy: string | null;
  returnedAt: Date | null;
  returnedWords: string | null;
  retiresAt: Date | null;
  createdAt: Date;
};

/** `last` is the version in force, or the last that was; `working` the draft or the proposal. */
export type Template = {
  id: string;
  key: string;
  name: string;
  modelId: string;
  currentVersion: number | null;
  version: number;
  last: Version | null;
  working: Version | null;
};

/** What was kept before marks that turn the order of reading were refused is read without them. */
const inReadingOrder = (stored: unknown): unknown => JSON.parse(withoutTurns(JSON.stringify(stored)));

export const versionOf = (row: Selectable<VersionTable>): Version => ({
  templateId: row.template_id,
  templateVersion: row.template_version,
  state: row.state,
  previous: row.previous,
  content: TemplateContent.parse(inReadingOrder(row.content)),
  writers: row.writers,
  note: row.note,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  publishedBy: row.published_by,
  publishedAt: row.published_at,
  returnedBy: row.returned_by,
  returnedAt: row.returned_at,
  returnedWords: row.returned_words,
  retiresAt: row.retires_at,
  createdAt: row.created_at,
});

async function withVersions(reads: Reads, row: Selectable<TemplateTable>): Promise<Template> {
  const rows = await reads
    .selectFrom('template_version')
    .selectAll()
    .where('template_id', '=', row.id)
    .where((is) => is.or([is('state', 'in', ['draft', 'proposed']), is('template_version', '=', row.current_version)]))
    .execute();
  const versions = rows.map(versionOf);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    modelId: row.model_id,
    currentVersion: row.current_version,
    version: row.version,
    last: versions.find(({ templateVersion }) => templateVersion === row.current_version) ?? null,
    working: versions.find(({ state }) => state === 'draft' || state === 'proposed') ?? null,
  };
}

const noTemplate = 'There is no such template.';

const select = (reads: Reads, named: string) =>
  reads
    .selectFrom('template')
    .selectAll()
    .where(named.startsWith('tpl_') ? 'id' : 'key', '=', named);

/** `named` is its id or its key. */
export async function loadTemplate(reads: Reads, named: string): Promise<Template> {
  const row = await select(reads, named).executeTakeFirst();
  return row ? withVersions(reads, row) : refuse('not_found', noTemplate);
}

/** Every act on a template takes this lock first. Whoever read it says which version that was. */
export async function lockTemplate(tx: Tx, templateId: string, version?: number): Promise<Template> {
  const row = await select(tx, templateId).forUpdate().executeTakeFirst();
  if (!row) return refuse('not_found', noTemplate);
  must(stillAsRead(row, version));
  return withVersions(tx, row);
}

/** Until the transaction ends nothing is published or retired here, while others raise beside. */
export async function holdTemplate(tx: Tx, named: string): Promise<Template> {
  const row = await select(tx, named).forShare().executeTakeFirst();
  return row ? withVersions(tx, row) : refuse('not_found', noTemplate);
}

type Shown = { name: string; description: string; category: string };
type New = Shown & { id: string; key: string; modelId: string; at: Date };

/** A key that was given is taken or refused; one that was made of the name is counted on. */
export async function insertTemplate(tx: Tx, { modelId, at, key, ...shown }: New, isGiven: boolean): Promise<void> {
  const taken = await tx.selectFrom('template').select('key').where('key', 'like', `${key}%`).execute();
  const keys = new Set(taken.map((row) => row.key));
  let free = key;
  for (let count = 2; !isGiven && keys.has(free); count++) free = `${key}-${count}`;
  await tx
    .insertInto('template')
    .values({ ...shown, key: free, model_id: modelId, created_at: at })
    .execute()
    .catch(refuseTaken);
}

/** What the catalogue shows follows the version that is in force, or the draft where none has been. */
export async function saveTemplate(
  tx: Tx,
  template: Template,
  shown: Shown | null,
  currentVersion = template.currentVersion,
): Promise<void> {
  const { name, description, category } = shown ?? {};
  await tx
    .updateTable('template')
    .set({
      ...(shown && { name: name ?? '', description: description ?? '', category: category ?? '' }),
      current_version: currentVersion,
      version: sql`version + 1`,
    })
    .where('id', '=', template.id)
    .execute()
    .catch(refuseTaken);
}

function refuseTaken(error: unknown): never {
  const path = isUniqueViolation(error, 'template_key_key') ? 'key' : 'name';
  if (path === 'name' && !isUniqueViolation(error, 'template_name')) throw error;
  return refuse('name_taken', `There is a template with this ${path}.`, {
    errors: [{ path, message: 'taken' }],
    next: 'Choose another.',
  });
}

type Draft = Pick<Version, 'templateId' | 'previous' | 'content' | 'writers'>;

export async function insertDraft(tx: Tx, { templateId, previous, content, writers }: Draft, at: Date) {
  const { template_version } = await tx
    .insertInto('template_version')
    .values((is) => ({
      template_id: templateId,
      template_version: is
        .selectFrom('template_version as known')
        .select(sql<number>`coalesce(max(known.template_version), 0) + 1`.as('next'))
        .where('known.template_id', '=', templateId),
      state: 'draft',
      previous,
      content: JSON.stringify(content),
      writers,
      created_at: at,
    }))
    .returning('template_version')
    .executeTakeFirstOrThrow();
  return template_version;
}

type Saved = Partial<Omit<Version, 'templateId' | 'templateVersion' | 'previous' | 'createdAt'>>;

export async function saveVersion(tx: Tx, version: Version, saved: Saved): Promise<void> {
  const { content, writers, note, state } = saved;
  await tx
    .updateTable('template_version')
    .set({
      ...(state && { state }),
      ...(content && { content: JSON.stringify(content) }),
      ...(writers && { writers }),
      ...(note !== undefined && { note }),
      ...(saved.proposedAt !== undefined && { proposed_by: saved.proposedBy ?? null, proposed_at: saved.proposedAt }),
      ...(saved.publishedAt !== undefined && {
        published_by: saved.publishedBy ?? null,
        published_at: saved.publishedAt,
      }),
      ...(saved.returnedAt !== undefined && {
        returned_by: saved.returnedBy ?? null,
        returned_at: saved.returnedAt,
        returned_words: saved.returnedWords ?? null,
      }),
      ...(saved.retiresAt !== undefined && { retires_at: saved.retiresAt }),
    })
    .where('template_id', '=', version.templateId)
    .where('template_version', '=', version.templateVersion)
    .execute();
}

/**
 * Templates go with all their versions: the database lets them, in the transaction that says that the demo is removed. One that
 * something rests on stays, and no change is raised from it any more. Answers which stay.
 */
export async function dropTemplates(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const stay: string[] = [];
  for (const id of ids) {
    const gone = await unlessReferredTo(tx, async () => {
      await tx.deleteFrom('template_version').where('template_id', '=', id).execute();
      return tx.deleteFrom('template').where('id', '=', id).execute();
    });
    if (!gone) stay.push(id);
  }
  if (stay.length === 0) return stay;
  await tx
    .updateTable('template_version')
    .set({ state: 'retired' })
    .where('template_id', 'in', stay)
    .where('state', '<>', 'retired')
    .execute();
  return stay;
}
