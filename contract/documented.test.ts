import { expect, test } from 'vitest';
import { permissions, permissionsOfRole, permissionsOfScope, roles, scopes } from './permissions.ts';
import { refusals } from './refusals.ts';

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
