import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { keysOn, setKeysOn } from '../lib/keys.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';

export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(keysOn());
  const keys: readonly (readonly [string, string])[] = [
    ['/', t`Search changes`],
    ['C', t`New change`],
    ['G I', t`Go to the inbox`],
    ['G C', t`Go to the changes`],
    ['G P', t`Go to the people`],
    ['G N', t`Open the notifications`],
    ['J / K', t`Next or previous in the inbox`],
    ['A', t`Approve`],
    ['I', t`Ask for information`],
    ['R', t`Reject`],
    ['M', t`Comment on the change`],
    ['Esc', t`Close what is open`],
  ];
  return (
    <Dialog title={t`Keyboard shortcuts`} onClose={onClose}>
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-fg-2">{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t`Use single letters as shortcuts`}
        hint={t`They never act while you type. Kept on this machine.`}
        checked={on}
        onChange={(next) => {
          setKeysOn(next);
          setOn(next);
        }}
      />
    </Dialog>
  );
}
