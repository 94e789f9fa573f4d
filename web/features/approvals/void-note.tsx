import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import { useViewer } from '../../lib/session/viewer.ts';
import { namesInWords } from './words.ts';

type Props = { change: Pick<ChangeDetail, 'voids'>; edited: readonly string[] };

/** What saving these fields would undo: whose vote would fall, and which rounds would ask anew. Nothing where it undoes nothing. */
export function VoidNote({ change, edited }: Props) {
  const { locale } = useViewer();
  const undone = change.voids.filter(({ field }) => edited.includes(field));
  const [first] = undone;
  if (!first) return null;
  const byId = new Map(undone.flatMap(({ people }) => people).map((person) => [person.id, person]));
  const rounds = [...new Map(undone.map(({ round }) => [round.id, round])).values()];
  const names = namesInWords([...byId.values()], locale);
  const said = namesInWords(rounds, locale);
  const unless = undone.every((one) => one.field === 'window') ? first.unless : null;
  return (
    <p className="flex items-center gap-2 text-sm text-med">
      <TriangleAlert size={16} className="shrink-0" aria-hidden="true" />
      <span>
        {byId.size > 0
          ? t`${names} decided on it (${said}) and would be asked again.`
          : t`${said} would be asked anew.`}
        {unless && ` ${t`Nobody is asked again as long as ${unless}.`}`}
      </span>
    </p>
  );
}
