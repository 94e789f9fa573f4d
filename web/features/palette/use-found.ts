import { listChangesRoute } from '@interlock/contract/changes.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRested } from '../../lib/browser/use-rested.ts';
import { reads } from '../../lib/calls/query.ts';
import { recentChanges } from '../../lib/session/recent.ts';
import { useMay, useMe } from '../../lib/session/session.ts';
import { type Asked, isMeant } from './asked.ts';

const most = 8;
const few = 4;

/**
 * What the server finds for it, among what the one who asks may see. A search that is overtaken by the next letter is given up;
 * until its own answer is there, only what the last one found and what was typed names is shown, so that Enter never opens
 * what was not meant.
 */
export function useFound(asked: Asked) {
  const me = useMe();
  const words = useRested(asked.words, 120);
  const looksBack = asked.words === '' && (asked.among === 'everything' || asked.among === 'changes');
  const looksIn = (part: Asked['among']) =>
    asked.among === part || (asked.among === 'everything' && asked.words !== '' && words !== '');
  const recent = recentChanges(me.person.id);
  const kept = { placeholderData: keepPreviousData };
  const changes = useQuery({
    ...reads(listChangesRoute, looksBack ? { number: recent, limit: most } : { q: words, limit: most }),
    enabled: looksBack ? recent.length > 0 : looksIn('changes'),
    ...kept,
  });
  const mayName = useMay('person.read');
  const people = useQuery({
    ...reads(listPeopleRoute, { ...(words && { q: words }), active: 'true', limit: few }),
    enabled: mayName && looksIn('people'),
    ...kept,
  });
  const groups = useQuery({
    ...reads(listGroupsRoute, { ...(words && { q: words }), limit: few }),
    enabled: mayName && looksIn('people'),
    ...kept,
  });
  const models = useQuery({ ...reads(listModelsRoute, {}), enabled: looksIn('everything'), staleTime: 60_000 });
  const all = [changes, people, groups];
  const found = <Item>({ isEnabled, isPlaceholderData, data }: Found<Item>, nameOf: (item: Item) => string): Item[] => {
    if (!isEnabled || !data) return [];
    const fresh = !isPlaceholderData && (looksBack || words === asked.words);
    return fresh ? data.items : data.items.filter((item) => isMeant(nameOf(item), asked.words));
  };
  const items = found(changes, ({ number, title }) => `${number} ${title}`);
  return {
    changes: looksBack ? recent.flatMap((number) => items.filter((change) => change.number === number)) : items,
    people: found(people, nameOf),
    groups: found(groups, nameOf),
    models: found(models, nameOf).filter((model) => isMeant(model.name, asked.words)),
    searching: words !== asked.words || all.some(({ isFetching }) => isFetching),
    unheard: all.find(({ isEnabled, error }) => isEnabled && error)?.error,
  };
}

type Found<Item> = { isEnabled: boolean; isPlaceholderData: boolean; data: { items: Item[] } | undefined };
const nameOf = ({ name }: { name: string }): string => name;
