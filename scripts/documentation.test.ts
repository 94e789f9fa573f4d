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

const folders = ['contract', 'server', 'web', 'cli', 'scripts', 'docs'];
const exclude = ['**/node_modules/**', '**/dist/**'];
const tree = globSync(['*', ...folders.flatMap((folder) => [folder, `${folder}/**`])], { cwd: root, exclude });
/** From its beginning, or from any folder on: a page on a feature names its files by that. */
const isThere = (path: string) => tree.some((one) => one === path || one.endsWith(`/${path}`));
/** A name with a star or a hole in it is of many files. */
const isFile = (said: string) => /^[\w./-]+\.(?:tsx?|m?[jt]s|css|sql)$/.test(said);
const isInFolders = (said: string) => /^[\w./-]+$/.test(said) && folders.includes(said.split('/')[0] ?? '');
/** What is made when it is needed has no place in a clone. */
const made = new Set(textOf('.gitignore').split('\n'));

/** What is written as code in the sentences of a page. */
const saidIn = (page: string): string[] =>
  [
    ...textOf(page)
      .replaceAll(/```.*?```/gs, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, said]) => said ?? '');

test.each(pages)('%s names only files that are there', (page) => {
  const named = saidIn(page).filter((said) => isFile(said) || (said.includes('/') && isInFolders(said)));
  expect(named.filter((said) => !isThere(said.replace(/\/$/, '')))).toEqual([]);
});

const onTheHouse = pages.filter((page) => /^(?:CONTRIBUTING|docs\/map|docs\/adr\/.*)\.md$/.test(page));

test.each(onTheHouse)('%s names only folders that are there', (page) => {
  const named = saidIn(page).filter((said) => /^[\w./-]+\/$/.test(said) && !made.has(said));
  expect(named.filter((said) => !isThere(said.slice(0, -1)))).toEqual([]);
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
