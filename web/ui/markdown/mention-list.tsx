import { t } from '@lingui/core/macro';
import { useEffect, useLayoutEffect, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { useRested } from '../../lib/browser/use-rested.ts';
import type { Callable } from './mention.ts';

function doneBy(key: string): 'next' | 'back' | 'choose' | 'close' | undefined {
  if (key === 'ArrowDown') return 'next';
  if (key === 'ArrowUp') return 'back';
  if (key === 'Escape') return 'close';
  return key === 'Enter' || key === 'Tab' ? 'choose' : undefined;
}

const isCalled = ({ name, email }: Callable, q: string): boolean =>
  `${name} ${email}`.toLowerCase().includes(q.trim().toLowerCase());

type Props = {
  id: string;
  q: string;
  find: (q: string) => Promise<readonly Callable[]>;
  /** The text box, whose keys choose: the focus never leaves it. */
  box: HTMLTextAreaElement;
  onChoose: (person: Callable) => void;
  onClose: () => void;
};

/** Who can be called, below the text in which the @ stands. Arrows walk it, Enter or Tab chooses, Esc closes it. */
export default function MentionList({ id, q, find, box, onChoose, onClose }: Props) {
  const [found, setFound] = useState<readonly Callable[]>();
  const [at, setAt] = useState(0);
  const rested = useRested(q, 150);
  useEffect(() => {
    let wanted = true;
    const show = (people: readonly Callable[]) => {
      if (!wanted) return;
      setFound(people);
      setAt(0);
    };
    find(rested).then(show, () => show([]));
    return () => {
      wanted = false;
    };
  }, [rested, find]);
  // What was found for fewer letters offers nobody whom the next letters rule out: Enter may come before the next answer.
  const people = (found ?? []).filter((person) => rested === q || isCalled(person, q));
  const active = people[at] ?? people[0];
  // Before anything is painted, so that the box never points at an option that has gone.
  useLayoutEffect(() => {
    box.setAttribute('aria-controls', id);
    return () => box.removeAttribute('aria-controls');
  }, [box, id]);
  useLayoutEffect(() => {
    if (active) box.setAttribute('aria-activedescendant', `${id}-${active.id}`);
    return () => box.removeAttribute('aria-activedescendant');
  }, [box, id, active]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const does = doneBy(event.key);
      if (does === undefined || (does !== 'close' && !active)) return;
      event.preventDefault();
      event.stopPropagation();
      if (does === 'close') onClose();
      else if (does === 'choose' && active) onChoose(active);
      else setAt((now) => (now + (does === 'next' ? 1 : people.length - 1)) % people.length);
    };
    box.addEventListener('keydown', press);
    return () => box.removeEventListener('keydown', press);
  }, [box, people.length, active, onChoose, onClose]);
  const count = people.length;
  // Whoever goes on writing behind a word with an @ is looking for nobody.
  if (found && count === 0 && q.includes(' ')) return null;
  return (
    <div className="pop absolute inset-x-0 top-full z-30 mt-1 overflow-hidden rounded-lg border border-line bg-surface p-1 shadow-pop">
      <p role="status" className={cx(found && count > 0 ? 'sr-only' : 'px-2.5 py-1.5 text-sm text-fg-3')}>
        {!found && t`Searching…`}
        {found && (count > 0 ? t`${count} found. Arrows choose, Enter mentions.` : t`Nobody of that name may see it.`)}
      </p>
      <div role="listbox" id={id} aria-label={t`Mention somebody`} className="empty:hidden">
        {people.map((person) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard in the text
          <div
            key={person.id}
            id={`${id}-${person.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={person.id === active?.id}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(person)}
            className={cx(
              'flex min-h-9 flex-wrap items-center gap-x-2 rounded-md px-2.5 py-1 text-sm hover:bg-hover',
              person.id === active?.id && 'bg-hover',
            )}
          >
            <span className="font-medium">{person.name}</span>
            <span className="text-xs break-all text-fg-2">{person.email}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
