import { t } from '@lingui/core/macro';
import { Check, Link2 } from 'lucide-react';
import { useState } from 'react';
import { say } from '../lib/notices.ts';
import { IconButton } from './icon-button.tsx';

export function CopyLink({ label, address }: { label: string; address: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(new URL(address, location.href).href);
    setCopied(true);
    say(t`Link copied.`);
  }
  return (
    <IconButton
      label={label}
      onClick={() => void copy().catch(() => say(t`The browser refused to copy. Copy the address bar instead.`))}
    >
      {copied ? <Check size={15} aria-hidden="true" /> : <Link2 size={15} aria-hidden="true" />}
    </IconButton>
  );
}
