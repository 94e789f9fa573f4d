// Weighs what a visitor downloads, after `vite build`; fails when a screen grew over its budget.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
const weightOf = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length;

/** A chunk and all that it cannot run without. */
function filesOf(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The build has no ${name}: has the screen moved?`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const needed of chunk.imports ?? []) filesOf(needed, seen);
  return seen;
}

const total = (files) => [...files].reduce((sum, file) => sum + weightOf(file), 0) / 1000;
const main = filesOf('index.html');
const script = new Set([...main].filter((file) => file.endsWith('.js')));
const changePage = filesOf('features/change-page/change-page.tsx', new Set(main));
changePage.add('theme.js');

const budgets = [
  ['main script', total(script), 130],
  ['first load of the change page', total(changePage), 190],
];
for (const [what, kB, most] of budgets) {
  console.log(`${kB > most ? 'over' : 'within'} budget: ${what} ${kB.toFixed(1)} of ${most} kB gzip`);
}
process.exitCode = budgets.some(([, kB, most]) => kB > most) ? 1 : 0;
