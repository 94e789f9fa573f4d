import { type Deputy, endDeputyRoute, listDeputiesRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { PersonPicker } from '../identity/index.ts';

/** Who decides for me while I am away, and for whom I do. */
export function DeputiesCard() {
  const [naming, setNaming] = useState(false);
  const deputies = useQuery(reads(listDeputiesRoute, {}));
  const end = useAction(async (deputyId: string, key) => {
    await call(endDeputyRoute, { deputyId }, { key });
    await outdated(listDeputiesRoute);
    say(t`Ended.`);
  });
  const { mine = [], standingInFor = [] } = deputies.data ?? {};
  return (
    <Card title={t`Deputies`} aside={<Button onClick={() => setNaming(true)}>{t`Name a deputy`}</Button>} flush>
      {end.refusal && (
        <div className="p-3">
          <RefusalNote refusal={end.refusal} />
        </div>
      )}
      {deputies.isPending && <Skeleton rows={2} />}
      {deputies.isError && <ErrorState error={deputies.error} onRetry={() => void deputies.refetch()} />}
      {deputies.isSuccess && mine.length + standingInFor.length === 0 && (
        <EmptyState>{t`Nobody decides for you. Name a deputy before you are away.`}</EmptyState>
      )}
      <ul>
        {mine.map((one) => (
          <Line key={one.id} deputy={one} name={one.deputy.name} said={t`decides for you`} end={end} />
        ))}
        {standingInFor.map((one) => (
          <Line key={one.id} deputy={one} name={one.person.name} said={t`you decide for them`} end={end} />
        ))}
      </ul>
      {naming && <NameDeputy onClose={() => setNaming(false)} />}
    </Card>
  );
}

type LineProps = {
  deputy: Deputy;
  name: string;
  said: string;
  end: { run: (id: string) => Promise<boolean>; busy: boolean };
};

function Line({ deputy, name, said, end }: LineProps) {
  const { locale } = useViewer();
  const from = formatDate(deputy.from, locale);
  const until = formatDate(deputy.until, locale);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 grow basis-56">
        <div className="font-medium">{name}</div>
        <div className="text-xs text-fg-2">
          {said} · {t`${from} to ${until}`} {deputy.running ? '' : t`(not yet)`}
        </div>
      </div>
      <Button
        kind="quiet"
        aria-label={t`End: ${name}`}
        busy={end.busy}
        onClick={() => void end.run(deputy.id)}
      >{t`End`}</Button>
    </li>
  );
}

function NameDeputy({ onClose }: { onClose: () => void }) {
  const [deputy, setDeputy] = useState<Choice | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const save = useAction(async (input: { deputyId: string; from: string; until: string }, key) => {
    await call(nameDeputyRoute, input, { key });
    await outdated(listDeputiesRoute);
    say(t`Your deputy is named.`);
    onClose();
  });
  const errorAt = fieldErrors(save.refusal);
  const missing = (value: unknown) => (tried && !value ? t`This is needed.` : undefined);
  return (
    <Dialog
      title={t`Name a deputy`}
      describe={t`They decide for you in the rounds that ask you, on both days and between. Their vote is shown as theirs, for you.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (deputy && from && until) void save.run({ deputyId: deputy.id, from, until });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <PersonPicker
          label={t`Deputy`}
          value={deputy}
          error={missing(deputy) ?? errorAt('deputyId')}
          onChange={setDeputy}
        />
        <TextInput
          type="date"
          label={t`First day`}
          value={from}
          error={missing(from) ?? errorAt('from')}
          onChange={setFrom}
        />
        <TextInput
          type="date"
          label={t`Last day`}
          value={until}
          error={missing(until) ?? errorAt('until')}
          onChange={setUntil}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Name them`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
