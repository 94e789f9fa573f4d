import dagre from '@dagrejs/dagre';

export type Point = { x: number; y: number };
export type ToLay = {
  nodes: readonly { id: string; width: number; height: number }[];
  /** In the order of the moves; `width` and `height` are those of what is written on it. */
  edges: readonly { from: string; to: string; width: number; height: number }[];
};
/** Where each state stands, and the points through which each move goes; at `at` stands what is written on it. */
export type Laid = {
  width: number;
  height: number;
  nodes: Record<string, Point>;
  edges: { points: Point[]; at: Point }[];
};

/**
 * Places the states from the top down in the order of their list, and leads each move around the states and the other moves,
 * with room for what is written on it. A move that goes back is led as its opposite and then turned, so that no state that
 * comes first stands below.
 */
export function laid({ nodes, edges }: ToLay): Laid {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 20, ranksep: 44 });
  const placeOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const goesBack = ({ from, to }: ToLay['edges'][number]) => (placeOf.get(to) ?? 0) < (placeOf.get(from) ?? 0);
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  edges.forEach((edge, index) => {
    const { from, to, width, height } = edge;
    const label = { width, height, labelpos: 'c', weight: goesBack(edge) ? 1 : 3 };
    if (goesBack(edge)) graph.setEdge(to, from, label, String(index));
    else graph.setEdge(from, to, label, String(index));
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: Object.fromEntries(
      nodes.map(({ id, width, height }) => {
        const { x, y } = graph.node(id);
        return [id, { x: x - width / 2, y: y - height / 2 }];
      }),
    ),
    edges: edges.map((edge, index) => {
      const [from, to] = goesBack(edge) ? [edge.to, edge.from] : [edge.from, edge.to];
      const { points, x, y } = graph.edge(from, to, String(index));
      return { points: goesBack(edge) ? points.toReversed() : points, at: { x, y } };
    }),
  };
}

/** The way through the points, with its corners rounded off. */
export function pathThrough(points: readonly Point[], radius = 12): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, index) => {
    const [before, after] = [points[index], rest[index + 1]];
    if (!before || !after) return `L${point.x},${point.y}`;
    const into = towards(point, before, radius);
    const out = towards(point, after, radius);
    return `L${into.x},${into.y} Q${point.x},${point.y} ${out.x},${out.y}`;
  });
  return [`M${first.x},${first.y}`, ...parts].join(' ');
}

/** A point on the way from one to another, no farther than half of it. */
function towards(from: Point, to: Point, radius: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(radius, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
