import { t } from '@lingui/core/macro';
import { Bot, ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { controlLook } from '../../ui/fields/field.tsx';
import { minutesInWords } from '../tasks/index.ts';
import { type Line, movedLine, newLine, pastedLines, totalOf, withPasted } from './lines.ts';

type Props = {
  lines: readonly Line[];
  errorAt: (path: string) => string | undefined;
  onChange: (lines: Line[]) => void;
};

/** What can be done to the lines, with where the cursor goes after it. */
function useLines(lines: readonly Line[], onChange: (lines: Line[]) => void) {
  const boxes = useRef(new Map<string, HTMLInputElement>());
  const [goal, setGoal] = useState<string>();
  const [moved, setMoved] = useState('');
  useEffect(() => {
    if (goal === undefined) return;
    boxes.current.get(goal)?.focus();
    setGoal(undefined);
  }, [goal]);

  const change = (at: number, part: Partial<Line>) =>
    onChange(lines.map((line, place) => (place === at ? { ...line, ...part } : line)));
  function addAfter(at: number): void {
    const line = newLine();
    onChange(lines.toSpliced(at + 1, 0, line));
    setGoal(line.key);
  }
  function remove(at: number): void {
    onChange(lines.toSpliced(at, 1));
    setGoal((lines[at - 1] ?? lines[at + 1])?.key);
  }
  function move(at: number, by: -1 | 1): void {
    const line = lines[at];
    if (!line || !lines[at + by]) return;
    onChange(movedLine(lines, at, by));
    setGoal(line.key);
    const place = at + by + 1;
    setMoved(t`Now line ${place}`);
  }
  function typed(event: KeyboardEvent<HTMLInputElement>, at: number): void {
    const { key, altKey, nativeEvent } = event;
    if (nativeEvent.isComposing) return;
    if (key === 'Enter' && !event.ctrlKey && !event.metaKey) addAfter(at);
    else if (altKey && key === 'ArrowUp') move(at, -1);
    else if (altKey && key === 'ArrowDown') move(at, 1);
    else if (key === 'Backspace' && lines[at]?.text === '' && lines.length > 1) remove(at);
    else return;
    event.preventDefault();
  }
  function pasted(event: ClipboardEvent<HTMLInputElement>, at: number): void {
    const added = pastedLines(event.clipboardData.getData('text/plain'));
    if (added.length === 0) return;
    event.preventDefault();
    onChange(withPasted(lines, at, added));
    setGoal(added.at(-1)?.key);
  }
  return { boxes, moved, acts: { change, addAfter, remove, move, typed, pasted } };
}

/**
 * The lines of a task, written as fast as a list: Enter adds the next one, Alt and an arrow move one, and what is pasted becomes
 * a line for each of its own.
 */
export function LinesEditor({ lines, errorAt, onChange }: Props) {
  const { boxes, acts, moved } = useLines(lines, onChange);
  return (
    <div className="flex flex-col gap-2">
      <ol className="flex flex-col gap-1.5">
        {lines.map((line, at) => (
          <LineRow
            key={line.key}
            line={line}
            at={at}
            faulty={Boolean(errorAt(`steps.${at}`))}
            acts={acts}
            box={(box) => {
              if (box) boxes.current.set(line.key, box);
              else boxes.current.delete(line.key);
            }}
          />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Button kind="quiet" onClick={() => acts.addAfter(lines.length - 1)}>
          <Plus size={14} aria-hidden="true" />
          {t`Add a line`}
        </Button>
        <span className="text-xs text-fg-3 max-sm:hidden">
          {t`Enter adds a line, Alt and an arrow move it, a pasted list becomes lines.`}
        </span>
        <span className="ml-auto text-xs text-fg-2 tabular-nums">{minutesInWords(totalOf(lines))}</span>
      </div>
      {errorAt('steps') && <p className="text-xs text-crit">{errorAt('steps')}</p>}
      <div role="status" className="sr-only">
        {moved}
      </div>
    </div>
  );
}

type RowProps = {
  line: Line;
  at: number;
  faulty: boolean;
  acts: ReturnType<typeof useLines>['acts'];
  box: (box: HTMLInputElement | null) => void;
};

function LineRow({ line, at, faulty, acts: { change, remove, move, typed, pasted }, box }: RowProps) {
  const place = at + 1;
  return (
    <li className="flex flex-wrap items-center gap-1.5">
      <span className="w-6 shrink-0 text-right text-xs text-fg-3 tabular-nums" aria-hidden="true">
        {place}
      </span>
      <span className="min-w-40 flex-1">
        <input
          ref={box}
          aria-label={t`Line ${place}`}
          aria-invalid={faulty || undefined}
          value={line.text}
          maxLength={500}
          placeholder={at === 0 ? t`What is done first?` : t`And then?`}
          onChange={(event) => change(at, { text: event.target.value })}
          onKeyDown={(event) => typed(event, at)}
          onPaste={(event) => pasted(event, at)}
          className={controlLook}
        />
      </span>
      <span className="w-18 shrink-0">
        <input
          type="number"
          min={0}
          max={10_080}
          aria-label={t`Minutes of line ${place}`}
          value={line.minutes}
          placeholder={t`min`}
          onChange={(event) => change(at, { minutes: event.target.value })}
          onKeyDown={(event) => typed(event, at)}
          className={cx(controlLook, 'tabular-nums')}
        />
      </span>
      <span className="flex shrink-0">
        <IconButton
          label={t`A machine does line ${place}`}
          aria-pressed={line.automatic}
          className={line.automatic ? 'bg-accent-bg text-accent' : ''}
          onClick={() => change(at, { automatic: !line.automatic })}
        >
          <Bot size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Move line ${place} up`} className="max-sm:hidden" onClick={() => move(at, -1)}>
          <ChevronUp size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Move line ${place} down`} className="max-sm:hidden" onClick={() => move(at, 1)}>
          <ChevronDown size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Remove line ${place}`} onClick={() => remove(at)}>
          <Trash2 size={15} aria-hidden="true" />
        </IconButton>
      </span>
    </li>
  );
}
