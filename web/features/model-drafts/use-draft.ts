import { type Draft, showDraftRoute, writeDraftRoute } from '@interlock/contract/model-drafts.ts';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { queryClient, reads } from '../../lib/calls/query.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';

type Written = Pick<Draft, 'name' | 'description' | 'definition'>;
const REST = 700;

/** What is written is saved when the hands rest; the answer carries its faults. One save at a time, each upon the last. */
export function useDraft(first: Draft) {
  const [draft, setDraft] = useState(first);
  const [written, setWritten] = useState<Written>(first);
  const [isDirty, setDirty] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const latest = useRef(written);
  latest.current = written;

  const replace = (next: Draft) => {
    queryClient.setQueryData(reads(showDraftRoute, { modelId: next.modelId }).queryKey, next);
    setDraft(next);
  };

  useEffect(() => {
    if (!isDirty || isSaving) return;
    const timer = setTimeout(async () => {
      const sent = written;
      setSaving(true);
      try {
        const { name, description, definition } = sent;
        replace(
          await call(writeDraftRoute, {
            modelId: draft.modelId,
            version: draft.version,
            // Without a name it keeps the last one, and what else is written is saved.
            ...(name.trim() && { name }),
            description,
            definition,
          }),
        );
        setRefusal(undefined);
        setDirty(latest.current !== sent);
      } catch (thrown) {
        setRefusal(refusalOf(thrown));
        setDirty(false);
      } finally {
        setSaving(false);
      }
    }, REST);
    return () => clearTimeout(timer);
  });

  const change = (over: Partial<Written>) => {
    setWritten((before) => ({ ...before, ...over }));
    setDirty(true);
  };
  return { ...written, draft, change, isSaving: isSaving || isDirty, refusal, replace };
}
