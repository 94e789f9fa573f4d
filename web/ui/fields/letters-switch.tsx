import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { keysOn, setKeysOn } from '../../lib/browser/keys.ts';
import { Checkbox } from './checkbox.tsx';

/** For those who speak to their computer, or press keys by accident. */
export function LettersSwitch() {
  const [on, setOn] = useState(keysOn());
  return (
    <Checkbox
      label={t`Use single letters as shortcuts`}
      hint={t`They never act while you type. Kept on this machine.`}
      checked={on}
      onChange={(next) => {
        setKeysOn(next);
        setOn(next);
      }}
    />
  );
}
