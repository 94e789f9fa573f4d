import { inboxRoute } from '@interlock/contract/inbox.ts';
import {
  type Draft,
  listDraftsRoute,
  listModelVersionsRoute,
  publishDraftRoute,
  showModelRoute,
} from '@interlock/contract/model-drafts.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { AskingDialog } from './asking-dialog.tsx';

type Props = {
  draft: Draft;
  isSaving?: boolean;
  onAnswer: (draft: Draft) => void;
  onPublished?: () => Promise<void>;
};

const whatChanges = ({ basedOn }: Draft): string =>
  basedOn === null
    ? t`From now on changes are raised by it. What is published is never unpublished: another version takes its place, or it is retired.`
    : t`New changes follow it from now on, and those under way keep the version that they began with. What is published is never unpublished: only another version takes its place.`;

/** What is proposed is published, or goes back to those who wrote it: they take it back, anybody else sends it back. */
export function DraftDecision({ draft, isSaving = false, onAnswer, onPublished }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState<'return' | 'publish'>();
  const close = () => setAsking(undefined);
  const isMine = draft.writers.some(({ id }) => id === me.person.id);
  const at = { modelId: draft.modelId, version: draft.version };
  const publish = useAction(async (input: typeof at, key) => {
    await call(publishDraftRoute, input, { key });
    say(t`Published. New changes follow it.`);
    await outdated(listModelsRoute, listDraftsRoute, showModelRoute, listModelVersionsRoute, inboxRoute);
    close();
    await onPublished?.();
  });
  const canPublish = draft.mayPublish && (draft.state === 'proposed' || !draft.othersMayPublish);
  return (
    <>
      {draft.state === 'proposed' && (
        <Button onClick={() => setAsking('return')}>{isMine ? t`Take it back` : t`Send it back`}</Button>
      )}
      {canPublish && (
        <Button
          kind="primary"
          busy={publish.busy || isSaving}
          onClick={() => {
            publish.clear();
            setAsking('publish');
          }}
        >{t`Publish it`}</Button>
      )}
      {asking === 'publish' && (
        <Dialog title={t`Publish it`} describe={whatChanges(draft)} onClose={close}>
          <RefusalNote refusal={publish.refusal} />
          <DialogButtons>
            <Button kind="quiet" onClick={close}>{t`Not now`}</Button>
            <Button kind="primary" busy={publish.busy} onClick={() => void publish.run(at)}>{t`Publish it`}</Button>
          </DialogButtons>
        </Dialog>
      )}
      {asking === 'return' && (
        <AskingDialog
          kind={isMine ? 'take_back' : 'return'}
          at={at}
          othersMayPublish={draft.othersMayPublish}
          onAnswer={onAnswer}
          onClose={close}
        />
      )}
    </>
  );
}
