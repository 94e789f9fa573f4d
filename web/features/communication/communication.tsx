import { listRulesRoute } from '@interlock/contract/communication.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { MailX } from 'lucide-react';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { TakesRole } from '../identity/index.ts';
import { AudiencesCard } from './audiences-card.tsx';
import { RoomsCard } from './rooms-card.tsx';
import { RulesCard } from './rules-card.tsx';

/** Who is told what, when and how. */
export function Communication() {
  const mayEdit = useMay('communication.edit');
  const rules = useQuery({ ...reads(listRulesRoute, {}), enabled: mayEdit });
  return (
    <>
      <TopBar crumbs={[t`Communication`]} />
      <Page
        title={t`Communication`}
        intro={t`Who is told what, when and how. The bell tells whom an act is meant for; these rules add mail, rooms and whoever else should hear.`}
      >
        <div className="flex flex-col gap-5">
          {rules.data?.mail === false && (
            <p className="flex items-start gap-2 rounded-lg border border-line bg-sunken px-4 py-3 text-sm text-fg-2">
              <MailX size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
              {t`No mail server is set, so no mail is sent. Whoever runs Interlock sets SMTP_URL and MAIL_FROM. Bell and rooms work.`}
            </p>
          )}
          {!mayEdit && <TakesRole permission="communication.edit" />}
          {mayEdit && (
            <>
              <RulesCard rules={rules} />
              <RoomsCard />
              <AudiencesCard />
            </>
          )}
        </div>
      </Page>
    </>
  );
}
