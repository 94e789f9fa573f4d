import { Palette } from '../../features/palette/palette.tsx';
import { useEverywhere } from './everywhere.ts';

/** The palette with what the shell can do; it comes when it is first asked for. */
export default function OpenPalette({ onHelp, onClose }: { onHelp: () => void; onClose: () => void }) {
  return <Palette everywhere={useEverywhere(onHelp)} onClose={onClose} />;
}
