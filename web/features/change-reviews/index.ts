export { ReviewTab } from './review-tab.tsx';
