export { LessonsCard } from './lessons-card.tsx';
