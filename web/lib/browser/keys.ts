import { useEffect, useRef } from 'react';

/** Letters (`a`) and two in a row (`g i`) with what they do. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

const setting = 'interlock.keys';
const inPlay: { current: Keys }[] = [];
let first = '';
let firstAt = 0;

/** Single letters can be switched off, for those who speak to their computer or press keys by accident. */
export function keysOn(): boolean {
  try {
    return localStorage.getItem(setting) !== 'off';
  } catch {
    return true;
  }
}

export function setKeysOn(on: boolean): void {
  localStorage.setItem(setting, on ? 'on' : 'off');
}

/** Shortcuts while the component is on screen; never while something is being typed or a dialog is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    inPlay.push(latest);
    if (inPlay.length === 1) document.addEventListener('keydown', hear);
    return () => {
      inPlay.splice(inPlay.indexOf(latest), 1);
      if (inPlay.length === 0) document.removeEventListener('keydown', hear);
    };
  }, []);
}

function hear(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
  if (!keysOn() || isTyping(event.target) || document.querySelector('[role=dialog],[role=alertdialog],[role=menu]'))
    return;
  const key = event.key.toLowerCase();
  const pressed = first && event.timeStamp - firstAt < 1_500 ? `${first} ${key}` : key;
  const act = inPlay.findLast((keys) => keys.current[pressed])?.current[pressed];
  first =
    !act && inPlay.some((keys) => Object.keys(keys.current).some((name) => name.startsWith(`${key} `))) ? key : '';
  firstAt = event.timeStamp;
  if (!act) return;
  event.preventDefault();
  act();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
