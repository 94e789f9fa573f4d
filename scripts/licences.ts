import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whoever hands on a copy of these packages hands on their licences. */
export function licencesOf(modules: readonly string[]): string {
  const packages = new Set(modules.filter((id) => id.includes('/node_modules/')).map(packageOf));
  return [...packages].map(licenceOf).sort().join('\n\n');
}

function packageOf(module: string): string {
  const at = module.lastIndexOf('/node_modules/') + '/node_modules/'.length;
  const [first = '', second = ''] = module.slice(at).split('/');
  return module.slice(0, at) + (first.startsWith('@') ? `${first}/${second}` : first);
}

function licenceOf(folder: string): string {
  const { name, version, license }: Record<string, string> = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined ? 'It comes without a text of its licence.' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n\n${'-'.repeat(72)}`;
}
