import { t } from '@lingui/core/macro';
import { Paperclip } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Button } from '../../ui/buttons/button.tsx';

type Props = { label: string; onFiles: (files: Iterable<File>) => void };

/** Chooses files with the system's own dialog. */
export function ChooseFiles({ label, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="quiet" onClick={() => input.current?.click()}>
        <Paperclip size={14} aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Where files can be dropped; it shows while some are held over it. */
export function DropPlace({ onFiles, children }: { onFiles?: Props['onFiles'] | undefined; children: ReactNode }) {
  const [over, setOver] = useState(false);
  if (!onFiles) return children;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same by keyboard
    <div
      className="relative"
      onDragOver={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        // `as`: where a pointer has gone is an element, or nowhere.
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      <div
        aria-hidden="true"
        className={cx(
          'pointer-events-none absolute inset-0 items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-bg text-sm font-medium text-accent',
          over ? 'flex' : 'hidden',
        )}
      >
        {t`Drop to attach`}
      </div>
    </div>
  );
}
