import type { ModelDefinition, StateKind } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { BaseEdge, type Edge, type EdgeProps, MarkerType, type Node, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { type Laid, pathThrough, type ToLay } from './layout.ts';

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
  // `as`: React's types know no custom properties.
} as CSSProperties;

const WIDTH = 168;
const HEIGHT = 40;
const MOST_LETTERS = 30;

type Drawn = { states: ModelDefinition['states']; transitions: ModelDefinition['transitions'] };
type Way = Edge<Laid['edges'][number]>;

/** The states and the moves between them, drawn. The tables beside say the same to those who do not see it. */
export default function ModelGraph({ states, transitions }: Drawn) {
  const placeOf = new Map(states.map(({ key }, index) => [key, index]));
  const moves = transitions.filter(({ from, to }) => placeOf.has(from) && placeOf.has(to) && from !== to);
  const goesBack = ({ from, to }: (typeof moves)[number]) => (placeOf.get(to) ?? 0) < (placeOf.get(from) ?? 0);
  const laid = useLayout(states, moves);
  if (!laid || laid.edges.length !== moves.length) return <div className="h-[460px]" />;
  const nodes = states.map(
    ({ key, name, kind, approvals }): Node => ({
      id: key,
      position: laid.nodes[key] ?? { x: 0, y: 0 },
      sourcePosition: Position.Bottom,
      targetPosition: Position.Top,
      width: WIDTH,
      height: HEIGHT,
      data: { label: <StateBox kind={kind} name={name} asks={approvals.length > 0} /> },
    }),
  );
  const edges = moves.flatMap((made, index): Way[] => {
    const data = laid.edges[index];
    const [source, target] = [made.from, made.to];
    const style = goesBack(made) ? { strokeDasharray: '5 4' } : {};
    const drawn = { type: 'way', label: written(made.label), style, markerEnd: { type: MarkerType.ArrowClosed } };
    return data ? [{ id: String(index), source, target, data, ...drawn }] : [];
  });
  return (
    <>
      <div className="p-4" style={colours} inert>
        <div style={roomFor(laid)}>
          <ReactFlow
            key={JSON.stringify(laid)}
            nodes={[allOf(laid), ...nodes]}
            edges={edges}
            edgeTypes={edgeTypes}
            fitView
            fitViewOptions={{ padding: 0, maxZoom: 1 }}
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
      </div>
      {moves.some(goesBack) && (
        <p className="px-4 pb-3 text-xs text-fg-3">{t`A dashed line is a move that goes back.`}</p>
      )}
    </>
  );
}

/** As large as it is drawn, or smaller where the page is narrow. */
const roomFor = ({ width, height }: Laid): CSSProperties => ({
  margin: '0 auto',
  aspectRatio: `${width} / ${height}`,
  maxWidth: width,
});

/** Unseen and as large as all that is drawn, since only nodes are fitted into the place. */
const allOf = ({ width, height }: Laid): Node => ({
  ...{ id: '', type: 'group', position: { x: 0, y: 0 }, data: {}, width, height, style: { visibility: 'hidden' } },
});

/** A move on the way that was worked out for it. */
function WayEdge({ data, label, style, markerEnd }: EdgeProps<Way>) {
  if (!data) return null;
  const { points, at } = data;
  return (
    <BaseEdge
      path={pathThrough(points)}
      {...(label !== undefined && { label })}
      labelX={at.x}
      labelY={at.y}
      labelBgPadding={[4, 2]}
      labelBgBorderRadius={3}
      labelStyle={{ fontSize: 12 }}
      interactionWidth={0}
      {...(style && { style })}
      {...(markerEnd && { markerEnd })}
    />
  );
}

const edgeTypes = { way: WayEdge };

/** What is written on a move; all of a long one is in the list. */
const written = (label: string): string =>
  label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label;

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
function useLayout(states: Drawn['states'], moves: Drawn['transitions']): Laid | undefined {
  const [laid, setLaid] = useState<Laid>();
  const asked = JSON.stringify({
    nodes: states.map(({ key }) => ({ id: key, width: WIDTH, height: HEIGHT })),
    edges: moves.map(({ from, to, label }) => ({ from, to, width: written(label).length * 6.5 + 12, height: 20 })),
  } satisfies ToLay);
  const worker = useMemo(() => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }), []);
  useEffect(() => () => worker.terminate(), [worker]);
  useEffect(() => {
    worker.onmessage = ({ data }: MessageEvent<Laid>) => setLaid(data);
    worker.postMessage(JSON.parse(asked));
  }, [worker, asked]);
  return laid;
}
