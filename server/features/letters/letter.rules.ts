/** What is said, before it has a shape: a mail, a card in a chat. */
export type Letter = {
  subject: string;
  /** One sentence each; a line break in one stays. */
  says: readonly string[];
  /** The words of somebody else. */
  quote?: string | undefined;
  facts?: readonly (readonly [label: string, value: string])[];
  /** Of a daily mail: what it holds. */
  entries?: readonly { title: string; url: string; says: readonly string[] }[];
  open?: { label: string; url: string } | undefined;
  /** Where one decides, after signing in. */
  decide?: { label: string; url: string } | undefined;
  /** Why it came, and what one can do about it. */
  because: string;
  settings?: string | undefined;
};

export function textOf({ says, quote, facts = [], entries = [], open, decide, because, settings }: Letter): string {
  const parts = [
    says.join('\n'),
    quote?.replace(/^/gm, '> '),
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...entries.map((entry) => [entry.title, ...entry.says.map((line) => `- ${line}`), entry.url].join('\n')),
    decide && `${decide.label}: ${decide.url}`,
    open && `${open.label}: ${open.url}`,
    `-- \n${because}${settings ? `\nChoose what you are told: ${settings}` : ''}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** Styles stand in the tags: mail programs drop everything else. */
export function htmlOf(letter: Letter): string {
  const { says, quote, facts = [], entries = [], open, decide, because, settings } = letter;
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#667085">${safe(label)}</td><td style="padding:2px 0">${safe(value)}</td></tr>`,
  );
  const body = [
    ...says.map((line) => `<p style="margin:0 0 8px;white-space:pre-line">${safe(line)}</p>`),
    quote &&
      `<blockquote style="margin:8px 0;padding:4px 12px;border-left:3px solid #d0d5dd;white-space:pre-wrap">${safe(quote)}</blockquote>`,
    rows.length > 0 && `<table style="border-collapse:collapse;margin:8px 0;font-size:14px">${rows.join('')}</table>`,
    ...entries.map(
      (entry) =>
        `<p style="margin:16px 0 4px"><a href="${safe(entry.url)}" style="color:#1d4ed8;font-weight:600">${safe(entry.title)}</a></p>` +
        entry.says.map((line) => `<p style="margin:0 0 2px">${safe(line)}</p>`).join(''),
    ),
    decide && button(decide),
    open &&
      (decide
        ? `<p style="margin:8px 0"><a href="${safe(open.url)}" style="color:#1d4ed8">${safe(open.label)}</a></p>`
        : button(open)),
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #eaecf0;color:#667085;font-size:12px">${safe(because)}` +
      `${settings ? ` <a href="${safe(settings)}" style="color:#667085">Choose what you are told</a>.` : ''}</p>`,
  ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(letter.subject)}</title></head><body style="margin:0;background:#ffffff"><div style="max-width:600px;padding:24px;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#101828">${body.filter(Boolean).join('')}</div></body></html>`;
}

const button = ({ label, url }: { label: string; url: string }): string =>
  `<p style="margin:20px 0 12px"><a href="${safe(url)}" style="background:#101828;color:#ffffff;padding:9px 16px;border-radius:6px;text-decoration:none;font-weight:600">${safe(label)}</a></p>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? found);

/** A subject is one line, however the title is written. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
