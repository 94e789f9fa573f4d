/** Who did it, as people read it: what the program does by itself, it does by its own name. */
export const actorName = (id: string, person: string | null): string => person ?? (id === 'system' ? 'Interlock' : id);
