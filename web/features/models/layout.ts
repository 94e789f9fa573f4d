import dagre from '@dagrejs/dagre';

export type ToLay = {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { from: string; to: string }[];
};
export type Laid = Record<string, { x: number; y: number }>;

/** Places the states from the left to the right in the order of their moves. */
export function laid({ nodes, edges }: ToLay): Laid {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 44 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(
    nodes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
