export { ChangeFilters } from './change-filters.tsx';
export {
  type Filters,
  filtersOf,
  type ListSearch,
  lookOf,
  plannedWithin,
  searchOf,
  valuesOf,
  withFilters,
} from './filters.ts';
