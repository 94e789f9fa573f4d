import { commentOnChangeRoute, listActivityRoute } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { useCommands } from '../../lib/commands.ts';
import { useKeys } from '../../lib/keys.ts';
import { say } from '../../lib/notices.ts';
import { outdated } from '../../lib/query.ts';
import { useAction } from '../../lib/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useFindReaders } from './find-readers.ts';
import { renderMarkdown } from './render-markdown.ts';

export function CommentBox({ changeId }: { changeId: string }) {
  const [text, setText] = useState('');
  const [writing, setWriting] = useState(false);
  const [missing, setMissing] = useState(false);
  const find = useFindReaders(changeId);
  const send = useAction(async (written: string, key) => {
    await call(commentOnChangeRoute, { changeId, text: written }, { key });
    await outdated(listActivityRoute);
    setText('');
    setWriting(false);
    setMissing(false);
    say(t`Comment added.`);
  });
  useKeys({ m: () => setWriting(true) });
  useCommands([{ name: t`Comment`, keys: 'M', run: () => setWriting(true) }]);
  if (!writing) {
    return (
      <button
        type="button"
        onClick={() => setWriting(true)}
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
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') setMissing(true);
        else void send.run(text);
      }}
    >
      <RefusalNote refusal={send.refusal} />
      <MarkdownField
        label={t`Comment`}
        hint={t`Mention a colleague with @.`}
        find={find}
        value={text}
        rows={3}
        error={missing && text.trim() === '' ? t`Write something first.` : undefined}
        render={renderMarkdown}
        onChange={setText}
        focused
      />
      <div className="flex gap-2">
        <Button type="submit" kind="primary" busy={send.busy}>{t`Comment`}</Button>
        <Button kind="quiet" onClick={() => setWriting(false)}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
