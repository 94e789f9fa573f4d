import { t } from '@lingui/core/macro';
import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { firstField } from '../../lib/browser/first-field.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';

type Props = {
  id: string;
  title: ReactNode;
  name: string;
  /** Just added: it stands open, with the hands where it is named. */
  fresh: boolean;
  onUp?: (() => void) | undefined;
  onDown?: (() => void) | undefined;
  onRemove: () => void;
  children: ReactNode;
};

/** One of a list that is edited: opened to see all of it, moved by its arrows. */
export function ItemCard({ id, title, name, fresh, onUp, onDown, onRemove, children }: Props) {
  const [wasFresh] = useState(fresh);
  const [isOpen, setOpen] = useState(fresh);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = wasFresh && fields.current && firstField(fields.current);
    if (!field) return;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  }, [wasFresh]);
  return (
    <section id={id} className="scroll-mt-16 rounded-lg border border-line bg-surface shadow-card">
      <div className="flex min-h-11 items-center gap-1 py-1.5 pr-2 pl-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-8 min-w-0 grow items-center gap-2 rounded-md px-2 text-left text-sm font-medium hover:bg-hover"
        >
          <ChevronRight size={14} aria-hidden="true" className={cx('shrink-0 text-fg-3', isOpen && 'rotate-90')} />
          <span className="min-w-0">{title}</span>
        </button>
        {onUp && (
          <IconButton label={t`Move ${name} up`} onClick={onUp}>
            <ArrowUp size={16} aria-hidden="true" />
          </IconButton>
        )}
        {onDown && (
          <IconButton label={t`Move ${name} down`} onClick={onDown}>
            <ArrowDown size={16} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton label={t`Take out ${name}`} onClick={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {isOpen && (
        <div ref={fields} className="flex flex-col gap-4 border-t border-line p-4">
          {children}
        </div>
      )}
    </section>
  );
}
