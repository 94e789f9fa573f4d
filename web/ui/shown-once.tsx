import { t } from '@lingui/core/macro';
import { Copy } from 'lucide-react';
import { useId } from 'react';
import { say } from '../lib/notices.ts';
import { Button } from './button.tsx';
import { controlLook } from './field.tsx';

/** A secret that is never shown again: it can be copied, and where the clipboard is refused, selected by hand. */
export function ShownOnce({ label, secret }: { label: string; secret: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
          className={`${controlLook} font-mono`}
        />
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(secret).then(
              () => say(t`Copied.`),
              () => document.getElementById(id)?.focus(),
            )
          }
        >
          <Copy size={14} aria-hidden="true" />
          {t`Copy`}
        </Button>
      </div>
    </div>
  );
}
