import { t } from '@lingui/core/macro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';

const HOLD = 1_000;

type Props = {
  busy: boolean;
  children: ReactNode;
  /** Held down for a second. */
  onHeld: () => void;
  /** Pressed and let go, or pressed by keyboard: asks first. */
  onPressed: () => void;
};

/** A button for what cannot be taken back: held for a second it acts at once, pressed it asks. A slip does nothing. */
export function HoldButton({ busy, children, onHeld, onPressed }: Props) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  const stop = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <button
      type="button"
      aria-busy={busy}
      title={t`Hold for a second, or press to be asked`}
      onPointerDown={(event) => {
        held.current = false;
        if (event.button !== 0) return;
        setHolding(true);
        timer.current = setTimeout(() => {
          held.current = true;
          setHolding(false);
          onHeld();
        }, HOLD);
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        if (!held.current) onPressed();
        held.current = false;
      }}
      className={cx(buttonLook('danger'), 'relative min-h-10 touch-none overflow-hidden select-none', busy && 'pulse')}
    >
      <span
        aria-hidden="true"
        className={cx(
          'absolute inset-y-0 left-0 bg-crit-bg ease-linear',
          holding ? 'w-full transition-[width] duration-1000' : 'w-0',
        )}
      />
      <span className="relative inline-flex items-center gap-2">{children}</span>
    </button>
  );
}
