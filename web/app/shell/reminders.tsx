import { t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import { useMe } from '../../lib/session/session.ts';

/** What an administrator should know, kept in sight until it is mended. */
export function Reminders() {
  const { notices } = useMe();
  if (notices.length === 0) return null;
  return (
    <section aria-label={t`For administrators`} className="no-print flex flex-col bg-med-bg text-sm">
      {notices.map((notice) => (
        <p key={notice.code} className="flex items-start gap-2 px-4 py-2">
          <TriangleAlert size={16} className="mt-0.5 shrink-0 text-med" aria-hidden="true" />
          {notice.text}
        </p>
      ))}
    </section>
  );
}
