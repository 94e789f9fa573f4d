import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { featureOrder } from './borders/places.ts';
import { root } from './programs.ts';

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
/** A heading as a link names it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

test('there is something to read', () => {
  expect(pages).toContain('README.md');
  expect(pages.length).toBeGreaterThan(15);
});

test.each(pages)('%s leads nowhere that is not there', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
  const dead = links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const to = path === '' ? page : join(dirname(page), path);
      return !existsSync(join(root, to)) || (anchor !== undefined && !anchorsOf(to).includes(anchor));
    });
  expect(dead).toEqual([]);
});

test.each(pages)('%s names only files that are there', (page) => {
  const named = [...textOf(page).matchAll(/`((?:contract|server|web|cli|scripts|docs)\/[\w./-]+)`/g)].map(
    ([, path]) => path ?? '',
  );
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

/** The names in the first cells of the tables under a heading. */
const rowsUnder = (heading: string): string[] => {
  const [, after = ''] = textOf('docs/map.md').split(`\n## ${heading}\n`);
  const [part = ''] = after.split('\n## ');
  return [...part.matchAll(/^\| `([a-z/-]+)` \|/gm)].map(([, name]) => name ?? '');
};
const rooms = (folder: string) => readdirSync(join(root, folder)).toSorted();

test('the map has every feature, in the order in which they call each other', () => {
  expect(rooms('server/features')).toEqual([...featureOrder].toSorted());
  expect(rowsUnder('Features')).toEqual([...featureOrder]);
});

test('the map names every room of the screens that no feature has the name of', () => {
  const own = rooms('web/features').filter((name) => !(featureOrder as readonly string[]).includes(name));
  expect(rowsUnder('Screens').toSorted()).toEqual(own);
});

test('the map names every room of the kit', () => {
  const own = ['ui', 'lib'].flatMap((part) => rooms(`web/${part}`).map((name) => `${part}/${name}`));
  expect(rowsUnder('The kit').toSorted()).toEqual(own.toSorted());
});
