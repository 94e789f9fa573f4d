export { IncidentsCard } from './incidents-card.tsx';
