import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { browserNoticesAllowed, keepBrowserNotices, wantsBrowserNotices } from '../../lib/browser/browser-notices.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';

/** What the bell tells, shown by the browser while Interlock lies in a tab that is out of sight. Asked for here and nowhere else. */
export function BrowserNotices() {
  const [allowed, setAllowed] = useState(browserNoticesAllowed);
  const [wanted, setWanted] = useState(wantsBrowserNotices);
  const want = (on: boolean) => {
    keepBrowserNotices(on);
    setWanted(on);
  };
  const ask = async () => {
    setAllowed(await Notification.requestPermission());
    want(true);
  };
  return (
    <fieldset className="flex flex-col items-start gap-2">
      <legend className="mb-2 text-sm font-medium">{t`In this browser`}</legend>
      {allowed === 'granted' && (
        <Checkbox
          label={t`Show what the bell tells while Interlock is out of sight`}
          checked={wanted}
          onChange={want}
        />
      )}
      {allowed === 'default' && (
        <>
          <p className="text-sm text-fg-2">{t`The browser can show what the bell tells while Interlock is open and out of sight.`}</p>
          <Button onClick={() => void ask()}>{t`Allow it`}</Button>
        </>
      )}
      {allowed === 'denied' && (
        <p className="text-sm text-fg-2">{t`This browser shows no notifications of Interlock. Its settings for this site allow them again.`}</p>
      )}
      {allowed === 'none' && <p className="text-sm text-fg-2">{t`This browser has no notifications.`}</p>}
    </fieldset>
  );
}
