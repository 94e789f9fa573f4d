/** Stands in for zod in the browser: the contract's schemas are the server's to apply, so here they are made of nothing. */
export const z: unknown = new Proxy(() => undefined, {
  get: (_target, key) => (key === 'then' ? undefined : z),
  apply: () => z,
});
