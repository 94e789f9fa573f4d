import { fileURLToPath } from 'node:url';

/** A program of the server's. In a package it lies compiled beside the command line. */
export const programOf = (name: 'main' | 'backup' | 'restore'): string => {
  const place = import.meta.url.endsWith('.ts') ? `../server/${name}.ts` : `./${name}.js`;
  return fileURLToPath(new URL(place, import.meta.url));
};
