import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { ErrorState } from '../feedback/error-state.tsx';
import { Prose } from './prose.tsx';

type Rendered = { html: string } | { error: unknown } | undefined;

export function MarkdownPreview({ text, render }: { text: string; render: (text: string) => Promise<string> }) {
  const [rendered, setRendered] = useState<Rendered>();
  useEffect(() => {
    let here = true;
    render(text).then(
      (html) => here && setRendered({ html }),
      (error: unknown) => here && setRendered({ error }),
    );
    return () => {
      here = false;
    };
  }, [text, render]);

  return (
    <div className="min-h-24 rounded-b-md border border-control px-2.5 py-1.5">
      {rendered && 'error' in rendered && <ErrorState error={rendered.error} />}
      {rendered && 'html' in rendered && (rendered.html ? <Prose html={rendered.html} /> : t`Nothing written yet.`)}
    </div>
  );
}
