export { RunBanner } from './run-banner.tsx';
