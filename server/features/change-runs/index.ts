export { goingOnDecided, overrunReviewed } from './going-on.view.ts';
