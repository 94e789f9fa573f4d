import { t } from '@lingui/core/macro';
import { Check, X } from 'lucide-react';
import { unsay, useNotices } from '../../lib/browser/notices.ts';
import { IconButton } from '../buttons/icon-button.tsx';

/** The one live region of the page: what was done is said here. */
export function Notices() {
  const notices = useNotices();
  return (
    <div role="status" aria-live="polite" className="no-print fixed right-4 bottom-4 z-50 flex flex-col gap-2">
      {notices.map((notice) => (
        <div
          key={notice.id}
          className="flex items-center gap-2 rounded-lg bg-surface py-2 pr-2 pl-3 text-sm shadow-pop"
        >
          <Check size={16} className="text-low" aria-hidden="true" />
          <span>{notice.text}</span>
          <IconButton label={t`Dismiss`} onClick={() => unsay(notice.id)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
