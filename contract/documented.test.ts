import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissions, permissionsOfRole, permissionsOfScope, roles, scopes } from './permissions.ts';
import { refusals } from './refusals.ts';
import type { Route } from './route.ts';

const generated =
  'Written from the contract by `npx vitest run contract/documented.test.ts --update`; edits here are lost.';
const table = (rows: readonly (readonly string[])[]): string => rows.map((row) => `| ${row.join(' | ')} |\n`).join('');
const line = (cells: number): string[] => Array.from({ length: cells }, () => '---');

test('the documentation lists every refusal with its status', async () => {
  const rows = Object.entries(refusals).map(([code, [status, title]]) => [`\`${code}\``, String(status), title]);
  const page = `# Refusals\n\n${generated}\n\n${table([['Code', 'Status', 'Title'], line(3), ...rows])}`;
  await expect(page).toMatchFileSnapshot('../docs/refusals.md');
});

test('the documentation lists what every role and scope may do', async () => {
  const given = (of: Record<string, readonly string[]>, columns: readonly string[]) =>
    table([
      ['Permission', ...columns],
      line(columns.length + 1),
      ...permissions.map((one) => [`\`${one}\``, ...columns.map((column) => (of[column]?.includes(one) ? 'yes' : ''))]),
    ]);
  const byRole = given(permissionsOfRole, roles);
  const byScope = given(permissionsOfScope, scopes);
  const page = `# Permissions\n\n${generated}\n\n## By role\n\n${byRole}\n## By scope of a token\n\n${byScope}`;
  await expect(page).toMatchFileSnapshot('../docs/permissions.md');
});

const isRoute = (one: unknown): one is Route =>
  typeof one === 'object' && one !== null && 'method' in one && 'path' in one && 'summary' in one;

test('the documentation lists every call with who may make it', async () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((name) => !name.endsWith('.test.ts'));
  const found = await Promise.all(
    files.toSorted().map(async (file) => {
      const described: Record<string, unknown> = await import(`./${file}`);
      return { file, routes: Object.values(described).filter(isRoute) };
    }),
  );
  const parts = found
    .filter(({ routes }) => routes.length > 0)
    .map(({ file, routes }) => {
      const rows = routes.map(({ method, path, permission, summary }) => [
        `\`${method} ${path.replace('/api/v1', '')}\``,
        `\`${permission}\``,
        summary.replaceAll('|', '\\|'),
      ]);
      const title = file.replace(/\.ts$/, '').replaceAll('-', ' ');
      return `## ${title[0]?.toUpperCase()}${title.slice(1)}\n\n${table([['Call', 'Takes', 'What it does'], line(3), ...rows])}`;
    });
  const about =
    'Every call, under `/api/v1`. Inputs and answers: `/api/docs` of a running server. How they work: [api.md](api.md).';
  const taken =
    '*Takes* is a permission ([permissions.md](permissions.md)); `signed_in` is anybody signed in or with a token, `session` a browser session, `anyone` no sign-in.';
  await expect(`# Calls\n\n${generated}\n\n${about} ${taken}\n\n${parts.join('\n')}`).toMatchFileSnapshot(
    '../docs/calls.md',
  );
});
