import { t } from '@lingui/core/macro';
import { Plus, X } from 'lucide-react';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { TextInput } from '../../ui/fields/input.tsx';

type Link = { url: string; label: string };
type Props = { links: readonly Link[]; errorAt: FieldErrors; onChange: (links: Link[]) => void };

export function LinksInput({ links, errorAt, onChange }: Props) {
  const put = (at: number, part: Partial<Link>) =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...part } : link)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t`Links`}</legend>
      {links.map((link, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a link has no identity but its place while it is written
        <div key={at} className="grid grid-cols-[1fr_auto] items-end gap-2 sm:grid-cols-[1fr_200px_auto]">
          <TextInput
            label={t`Address`}
            type="url"
            placeholder="https://"
            value={link.url}
            error={errorAt(`links.${at}.url`)}
            onChange={(url) => put(at, { url })}
          />
          <TextInput
            label={t`What it is`}
            className="max-sm:col-start-1"
            value={link.label}
            error={errorAt(`links.${at}.label`)}
            onChange={(label) => put(at, { label })}
          />
          <IconButton label={t`Remove this link`} onClick={() => onChange(links.filter((_, index) => index !== at))}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button kind="quiet" onClick={() => onChange([...links, { url: '', label: '' }])}>
          <Plus size={14} aria-hidden="true" />
          {t`Add a link`}
        </Button>
      </div>
    </fieldset>
  );
}
