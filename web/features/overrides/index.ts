export { OverridesCard } from './overrides-card.tsx';
