const most = 8;
const setting = (personId: string) => `interlock.recent.${personId}`;

/** The changes that this person opened last on this machine, newest first. Numbers alone: what they are called is asked anew. */
export function recentChanges(personId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(setting(personId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string' && /^CHG-\d{1,15}$/.test(one)) : [];
  } catch {
    return [];
  }
}

export function rememberChange(personId: string, number: string): void {
  const next = [number, ...recentChanges(personId).filter((one) => one !== number)].slice(0, most);
  localStorage.setItem(setting(personId), JSON.stringify(next));
}
