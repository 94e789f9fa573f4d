import { previewMarkdownRoute } from '@interlock/contract/changes.ts';
import { call } from '../../lib/calls/call.ts';

/** Markdown as everybody will see it: the server renders and sanitises it. */
export const renderMarkdown = async (text: string): Promise<string> =>
  (await call(previewMarkdownRoute, { text })).html;
