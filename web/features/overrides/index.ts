export { OverrideEntry } from './override-entry.tsx';
export { OverridesCard } from './overrides-card.tsx';
