import { Check, Link2 } from 'lucide-react';
import { useState } from 'react';
import { copyLink } from '../../lib/browser/copy.ts';
import { IconButton } from './icon-button.tsx';

export function CopyLink({ label, address }: { label: string; address: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <IconButton label={label} onClick={() => void copyLink(address).then(setCopied)}>
      {copied ? <Check size={15} aria-hidden="true" /> : <Link2 size={15} aria-hidden="true" />}
    </IconButton>
  );
}
