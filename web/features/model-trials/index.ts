export { TryPanel } from './try-panel.tsx';
