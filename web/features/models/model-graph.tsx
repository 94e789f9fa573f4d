import type { ModelDefinition, StateKind } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { type Edge, MarkerType, type Node, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import type { Laid, ToLay } from './layout.ts';

/** The library's own colours, as those of the theme. */
const colours = {
  '--xy-background-color': 'transparent',
  '--xy-node-background-color': 'var(--surface)',
  '--xy-node-color': 'var(--fg)',
  '--xy-node-border': '1px solid var(--line-2)',
  '--xy-node-border-radius': '6px',
  '--xy-edge-stroke': 'var(--fg-3)',
  '--xy-edge-label-background-color': 'var(--surface)',
  '--xy-edge-label-color': 'var(--fg-2)',
  '--xy-handle-background-color': 'transparent',
  '--xy-handle-border-color': 'transparent',
} as CSSProperties;

const WIDTH = 168;
const HEIGHT = 40;

type Drawn = { states: ModelDefinition['states']; transitions: ModelDefinition['transitions'] };

/** The states and the moves between them, drawn. The tables beside say the same to those who do not see it. */
export default function ModelGraph({ states, transitions }: Drawn) {
  const places = useLayout(states, transitions);
  const nodes = states.map(
    ({ key, name, kind, approvals }): Node => ({
      id: key,
      position: places?.[key] ?? { x: 0, y: 0 },
      sourcePosition: Position.Bottom,
      targetPosition: Position.Top,
      width: WIDTH,
      height: HEIGHT,
      data: { label: <StateBox kind={kind} name={name} asks={approvals.length > 0} /> },
    }),
  );
  const known = new Set(states.map(({ key }) => key));
  const edges = transitions
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(
      ({ from, to, label }): Edge => ({
        id: `${from} ${to}`,
        source: from,
        target: to,
        label,
        markerEnd: { type: MarkerType.ArrowClosed },
      }),
    );
  if (!places) return <div className="h-[420px]" />;
  return (
    <div className="h-[420px]" style={colours} inert>
      <ReactFlow
        key={JSON.stringify(places)}
        nodes={nodes}
        edges={edges}
        fitView
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.2}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

function StateBox({ kind, name, asks }: { kind: StateKind; name: string; asks: boolean }) {
  return (
    <span className="flex items-center justify-center gap-1.5 text-sm">
      <StateGlyph kind={kind} />
      <span className="truncate">{name}</span>
      {asks && <span className="text-xs text-fg-3">{t`asks`}</span>}
    </span>
  );
}

/** Worked out beside the page, so that a large model never makes typing wait. */
function useLayout(states: Drawn['states'], transitions: Drawn['transitions']): Laid | undefined {
  const [places, setPlaces] = useState<Laid>();
  const known = states.map(({ key }) => key);
  const edges = transitions.filter(({ from, to }) => known.includes(from) && known.includes(to));
  const asked = JSON.stringify({
    nodes: known.map((id) => ({ id, width: WIDTH, height: HEIGHT })),
    edges: edges.map(({ from, to }) => ({ from, to })),
  } satisfies ToLay);
  const worker = useMemo(() => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }), []);
  useEffect(() => () => worker.terminate(), [worker]);
  useEffect(() => {
    worker.onmessage = ({ data }: MessageEvent<Laid>) => setPlaces(data);
    worker.postMessage(JSON.parse(asked));
  }, [worker, asked]);
  return places;
}
