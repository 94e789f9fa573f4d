import { t } from '@lingui/core/macro';
import { Copy } from 'lucide-react';
import { useId, useRef } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { Button } from '../buttons/button.tsx';
import { controlLook } from './field.tsx';

/** A secret that is never shown again: it can be copied, and where the clipboard is refused, selected by hand. */
export function ShownOnce({ label, secret }: { label: string; secret: string }) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(secret);
    say(t`Copied.`);
  }
  function select(): void {
    box.current?.focus();
    box.current?.select();
    say(t`The browser refused to copy. It is selected: copy it with your keyboard.`);
  }
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={box}
          id={id}
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
          className={`${controlLook} font-mono`}
        />
        <Button onClick={() => void copy().catch(select)}>
          <Copy size={14} aria-hidden="true" />
          {t`Copy`}
        </Button>
      </div>
    </div>
  );
}
