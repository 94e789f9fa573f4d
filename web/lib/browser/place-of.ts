import type { About } from '@interlock/contract/notifications.ts';

/** Where one looks at something, and decides on it: its id says what it is. */
export function placeOf({ id, label }: About) {
  if (id.startsWith('tpl_')) return { to: '/templates/$key', params: { key: label } } as const;
  if (id.startsWith('mdl_')) return { to: '/models/$modelId/draft', params: { modelId: id } } as const;
  if (id.startsWith('grp_')) return { to: '/groups' } as const;
  if (id.startsWith('usr_')) return { to: '/people' } as const;
  if (id.startsWith('imp_')) return { to: '/improvements', search: { show: 'mine' } } as const;
  return { to: '/changes/$number', params: { number: label } } as const;
}
