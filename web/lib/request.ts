import type { Route } from '@interlock/contract/route.ts';

type Sent = { url: string; body: string | undefined };

/** Names in the path are taken from the input; the rest travels as query (GET, DELETE) or as JSON. */
export function requestOf(route: Pick<Route, 'method' | 'path'>, input: Readonly<Record<string, unknown>>): Sent {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = route.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (route.method !== 'GET' && route.method !== 'DELETE') {
    return { url: path, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = new URLSearchParams();
  for (const [name, value] of rest) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return { url: query.size ? `${path}?${query}` : path, body: undefined };
}
