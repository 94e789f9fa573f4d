import { dirname } from 'node:path/posix';
import { cycles } from './cycles.ts';
import type { Module } from './modules.ts';
import { placeOf } from './places.ts';

/** More files in one folder are not known by heart; for features of the server as well. */
export const MOST_FILES = 15;

/** What is wrong with the rooms of the web: the folders of its screens, its kit and its shell. */
export function roomFindings(modules: readonly Module[]): string[] {
  const inWeb = modules.filter(({ path }) => ['web-feature', 'web-kit', 'web-app'].includes(placeOf(path).area));
  const byRoom = Map.groupBy(inWeb, ({ path }) => dirname(path));
  return [
    ...[...byRoom].flatMap(([room, { length }]) =>
      length > MOST_FILES ? [`${room}: ${length} files are too many to know; split the room`] : [],
    ),
    ...[...byRoom.keys()]
      .filter((room) => room.split('/').length > 3)
      .map((room) => `${room}: a room of the web has no rooms of its own`),
    ...cycles([...byRoom].map(([path, own]) => ({ path, imports: roomsAskedBy(path, own) }))).map(
      (ring) => `${ring}: rooms that need each other are one room`,
    ),
  ];
}

const roomsAskedBy = (room: string, own: readonly Module[]): string[] => {
  const asked = own.flatMap(({ imports }) => imports).filter((path) => path.startsWith('web/'));
  return [...new Set(asked.map((path) => dirname(path)))].filter((other) => other !== room);
};
