import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { Module } from './modules.ts';
import { placeOf } from './places.ts';

const workspaces = ['contract', 'server', 'web', 'cli'];

/** What a workspace takes from packages that its own package.json does not name: the next install may leave it out. */
export function packageFindings(root: string, modules: readonly Module[]): string[] {
  const named = new Map(workspaces.map((workspace) => [workspace, packagesOf(root, workspace)]));
  return modules.flatMap(({ path, imports }) => {
    const [workspace = ''] = path.split('/');
    const known = named.get(workspace);
    if (!known || placeOf(path).area === 'tests') return [];
    return imports.flatMap((to) => {
      const place = placeOf(to);
      const foreign = place.area === 'npm' && !known.has(place.name) && !builtinModules.includes(to);
      return foreign ? [`${path}: takes ${place.name}, which ${workspace}/package.json does not name`] : [];
    });
  });
}

function packagesOf(root: string, workspace: string): ReadonlySet<string> {
  const file = join(root, workspace, 'package.json');
  if (!existsSync(file)) return new Set();
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}
