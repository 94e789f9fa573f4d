import { commentOnChangeRoute, listActivityRoute } from '@interlock/contract/changes.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { useKeys } from '../../lib/browser/keys.ts';
import { say } from '../../lib/browser/notices.ts';
import { useKept } from '../../lib/browser/use-kept.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { MarkdownField } from '../../ui/markdown/markdown-field.tsx';
import { useFindReaders } from './find-readers.ts';
import { renderMarkdown } from './render-markdown.ts';

const wordsIn = (kept: unknown): string | undefined => (typeof kept === 'string' && kept.trim() ? kept : undefined);

/** A comment as it is written: kept while one looks elsewhere, sent by the button or by Ctrl and Enter. */
export function CommentBox({ changeId }: { changeId: string }) {
  const me = useMe();
  const kept = useKept(`comment.${changeId}.${me.person.id}`, '', wordsIn);
  const text = kept.value;
  const [writing, setWriting] = useState<'opened' | 'kept' | undefined>(text === '' ? undefined : 'kept');
  const [missing, setMissing] = useState(false);
  const find = useFindReaders(changeId);
  const send = useAction(async (written: string, key) => {
    await call(commentOnChangeRoute, { changeId, text: written }, { key });
    await outdated(listActivityRoute);
    kept.drop();
    setWriting(undefined);
    setMissing(false);
    say(t`Comment added.`);
  });
  const cancel = () => {
    kept.drop();
    setWriting(undefined);
  };
  useKeys({ m: () => setWriting('opened') });
  useCommands([{ name: t`Comment`, keys: 'M', run: () => setWriting('opened') }]);
  if (!writing) {
    return (
      <button
        type="button"
        onClick={() => setWriting('opened')}
        className="min-h-9 w-full rounded-md border border-control px-2.5 text-left text-sm text-fg-3 hover:bg-hover"
      >
        {t`Write a comment. Markdown works.`}
      </button>
    );
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!says(text)) setMissing(true);
        else void send.run(text);
      }}
    >
      <RefusalNote refusal={send.refusal} />
      <MarkdownField
        label={t`Comment`}
        hint={t`Mention a colleague with @. Ctrl+Enter sends it.`}
        find={find}
        value={text}
        rows={3}
        error={missing && !says(text) ? t`Write something first.` : undefined}
        render={renderMarkdown}
        onChange={kept.set}
        focused={writing === 'opened'}
      />
      <div className="flex gap-2">
        <Button type="submit" kind="primary" busy={send.busy}>{t`Comment`}</Button>
        <Button kind="quiet" onClick={cancel}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
