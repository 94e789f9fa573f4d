import { t } from '@lingui/core/macro';
import { Bold, Code, Italic, Link2, List, ListOrdered } from 'lucide-react';
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { cx } from '../../lib/browser/cx.ts';
import { IconButton } from '../buttons/icon-button.tsx';
import { controlLook, Field } from '../fields/field.tsx';
import { MarkdownPreview } from './markdown-preview.tsx';
import { type Mark, marked } from './marks.ts';
import { type Callable, type Calling, called, callingAt } from './mention.ts';

const MentionList = lazy(() => import('./mention-list.tsx'));

type Props = {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  rows?: number;
  /** Opened by a press: the words can begin at once. */
  focused?: boolean;
  /** Turns Markdown into sanitised HTML; the server's work, so that all see the same. */
  render: (text: string) => Promise<string>;
  /** Who can be mentioned by @; left out, nobody is offered. */
  find?: ((q: string) => Promise<readonly Callable[]>) | undefined;
  onChange: (value: string) => void;
};

const tools: readonly { mark: Mark; label: () => string; Icon: typeof Bold }[] = [
  { mark: 'bold', label: () => t`Bold`, Icon: Bold },
  { mark: 'italic', label: () => t`Italic`, Icon: Italic },
  { mark: 'code', label: () => t`Code`, Icon: Code },
  { mark: 'link', label: () => t`Link`, Icon: Link2 },
  { mark: 'bullets', label: () => t`Bullet list`, Icon: List },
  { mark: 'numbers', label: () => t`Numbered list`, Icon: ListOrdered },
];

/** Markdown the way of a text box: a few buttons, and a preview by the server's own renderer. */
export function MarkdownField({ label, hint, error, value, rows = 5, focused = false, render, find, onChange }: Props) {
  const [previewing, setPreviewing] = useState(false);
  const [calling, setCalling] = useState<Calling>();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) area.current?.focus();
  }, [focused]);

  function apply(mark: Mark): void {
    const box = area.current;
    if (!box) return;
    const next = marked(value, box.selectionStart, box.selectionEnd, mark);
    flushSync(() => onChange(next.text));
    select(box, next.from, next.to);
  }

  const look = (box: HTMLTextAreaElement) =>
    setCalling(find && box.selectionStart === box.selectionEnd ? callingAt(box.value, box.selectionStart) : undefined);

  function call(person: Callable): void {
    const box = area.current;
    if (!box || !calling) return;
    const next = called(value, calling, person);
    flushSync(() => {
      onChange(next.text);
      setCalling(undefined);
    });
    select(box, next.caret, next.caret);
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          <div className="flex items-center gap-0.5 rounded-t-md border border-b-0 border-control bg-sunken px-1 py-0.5">
            {tools.map(({ mark, label: name, Icon }) => (
              <IconButton key={mark} label={name()} disabled={previewing} onClick={() => apply(mark)}>
                <Icon size={14} aria-hidden="true" />
              </IconButton>
            ))}
            <button
              type="button"
              aria-pressed={previewing}
              onClick={() => setPreviewing(!previewing)}
              className="ml-auto min-h-7 rounded-md px-2 text-xs font-medium text-fg-2 hover:bg-hover"
            >
              {previewing ? t`Write` : t`Preview`}
            </button>
          </div>
          {previewing ? (
            <MarkdownPreview text={value} render={render} />
          ) : (
            <textarea
              {...control}
              ref={area}
              rows={rows}
              value={value}
              {...(find && { 'aria-autocomplete': 'list' })}
              onChange={(event) => {
                onChange(event.target.value);
                look(event.target);
              }}
              onSelect={(event) => look(event.currentTarget)}
              onBlur={() => setCalling(undefined)}
              className={cx(controlLook, 'field-sizing-content max-h-[50vh] min-h-24 rounded-t-none py-1.5 font-mono')}
            />
          )}
          {calling && find && area.current && (
            <Suspense>
              <MentionList
                id={listId}
                q={calling.q}
                find={find}
                box={area.current}
                onChoose={call}
                onClose={() => setCalling(undefined)}
              />
            </Suspense>
          )}
        </div>
      )}
    </Field>
  );
}

/** At once, with the text already in the box: a key that follows closely goes where the caret is. */
function select(box: HTMLTextAreaElement, from: number, to: number): void {
  box.focus();
  box.setSelectionRange(from, to);
}
