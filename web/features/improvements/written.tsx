import { t } from '@lingui/core/macro';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { PersonPicker } from '../identity/index.ts';

export type Written = { title: string; words: string; owner: Choice | null; dueOn: string };

type Props = {
  value: Written;
  onChange: (value: Written) => void;
  errorAt: (path: string) => string | undefined;
  /** It was sent, so that what is missing is said. */
  tried: boolean;
};

export const isWhole = ({ title, owner, dueOn }: Written): boolean =>
  title.trim() !== '' && owner !== null && dueOn !== '';

/** What an entry of the register says, whether it is new or known. */
export function WrittenFields({ value, onChange, errorAt, tried }: Props) {
  const missing = (given: unknown) => (tried && !given ? t`This is needed.` : undefined);
  const put = (part: Partial<Written>) => onChange({ ...value, ...part });
  return (
    <>
      <TextInput
        label={t`What is to be done otherwise`}
        required
        value={value.title}
        error={missing(value.title.trim()) ?? errorAt('title')}
        onChange={(title) => put({ title })}
      />
      <Textarea
        label={t`Why, and how`}
        value={value.words}
        error={errorAt('words')}
        onChange={(words) => put({ words })}
      />
      <PersonPicker
        label={t`Who sees to it`}
        value={value.owner}
        error={missing(value.owner) ?? errorAt('ownerId')}
        onChange={(owner) => put({ owner })}
      />
      <TextInput
        type="date"
        label={t`By when`}
        required
        value={value.dueOn}
        error={missing(value.dueOn) ?? errorAt('dueOn')}
        onChange={(dueOn) => put({ dueOn })}
      />
    </>
  );
}
