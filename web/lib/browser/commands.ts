import { useEffect, useRef } from 'react';

/** Something that can be done here, by the name that its button has, and the keys that do the same. */
export type Command = { name: string; keys?: string; run: () => void };

const inPlay: { current: readonly Command[] }[] = [];

/** Offers what a screen can do to the palette, while the screen is there. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    inPlay.push(latest);
    return () => {
      inPlay.splice(inPlay.indexOf(latest), 1);
    };
  }, []);
}

/** What can be done where one is, each name once. */
export function commandsHere(): Command[] {
  const all = inPlay.flatMap(({ current }) => current);
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
}
