import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { firstField } from '../../lib/browser/first-field.ts';
import { IconButton } from '../buttons/icon-button.tsx';

type Props = {
  title: string;
  describe?: string;
  wide?: boolean;
  /** Closes by a button inside it alone: for what a slip must not take away. */
  held?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/**
 * Shown while it is mounted; Esc, the cross and a click beside it close it and give the focus back. It begins at its first
 * field or its main button; under a thumb at itself, so that no keyboard jumps up.
 */
export function Dialog({ title, describe, wide = false, held = false, onClose, children }: Props) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => !open && !held && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[var(--scrim)]" />
        <Base.Popup
          initialFocus={(opened) =>
            opened === 'touch' ? (body.current?.parentElement ?? true) : (firstField(body.current) ?? true)
          }
          className={cx(
            'pop scroll fixed top-[8vh] left-1/2 z-50 max-h-[84vh] w-[calc(100vw-24px)] -translate-x-1/2 overflow-y-auto rounded-xl bg-surface p-5 shadow-pop',
            wide ? 'max-w-3xl' : 'max-w-lg',
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-3">
            <div>
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {describe && <Base.Description className="text-sm text-fg-2">{describe}</Base.Description>}
            </div>
            {!held && (
              <Base.Close render={<IconButton label={t`Close this dialog`} />}>
                <X size={16} aria-hidden="true" />
              </Base.Close>
            )}
          </div>
          <div ref={body}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Last in a dialog. They stay in sight while what is above them scrolls. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-5 -mx-5 mt-5 -mb-5 flex flex-wrap justify-end gap-2 rounded-b-xl border-t border-line bg-surface px-5 py-3.5">
      {children}
    </div>
  );
}
