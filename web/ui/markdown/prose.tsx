/** HTML that the server made from Markdown and sanitised; nothing else may be handed in here. */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server sanitises it, and the content policy runs no inline script
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
