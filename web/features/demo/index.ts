export { DemoCard } from './demo-card.tsx';
export { RemoveDemoCard } from './remove-demo-card.tsx';
