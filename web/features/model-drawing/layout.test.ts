import { expect, test } from 'vitest';
import { type Laid, laid, type Point, pathThrough, type ToLay } from './layout.ts';

type Box = { x: number; y: number; width: number; height: number };

const states = ['draft', 'assess', 'authorize', 'build', 'implement', 'review', 'closed'];
const moves = [
  ...states.slice(1).map((to, index) => [states[index] ?? '', to]),
  ...[
    ['draft', 'build'],
    ['assess', 'draft'],
    ['authorize', 'assess'],
    ['authorize', 'draft'],
    ['build', 'draft'],
  ],
];
const toLay: ToLay = {
  nodes: states.map((id) => ({ id, width: 168, height: 40 })),
  edges: moves.map(([from = '', to = '']) => ({ from, to, width: 180, height: 18 })),
};

const boxesOfStates = ({ nodes }: Laid): Box[] => Object.values(nodes).map((at) => ({ ...at, width: 168, height: 40 }));
const words = ({ edges }: Laid): Box[] =>
  edges.map(({ at: { x, y } }) => ({ x: x - 45, y: y - 9, width: 180, height: 18 }));
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = ({ x, y }: Point, box: Box) =>
  x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;

/** Points along a way, close enough that none of what it crosses is missed. */
const along = (points: readonly Point[]): Point[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    return Array.from({ length: 50 }, (_one, step) => ({
      x: from.x + ((to.x - from.x) * step) / 50,
      y: from.y + ((to.y - from.y) * step) / 50,
    }));
  });

test('the words of moves lie over no state and over no other words, however many moves go back', () => {
  const drawn = laid(toLay);
  const boxes = [...boxesOfStates(drawn), ...words(drawn)];
  const over = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => overlap(one, other)));
  expect(over).toEqual([]);
});

test('no move is led through a state, and there and back are two ways', () => {
  const drawn = laid(toLay);
  const crossed = drawn.edges.filter(({ points }) =>
    along(points).some((point) => boxesOfStates(drawn).some((box) => inside(point, box))),
  );
  expect(crossed).toEqual([]);
  expect(new Set(drawn.edges.map(({ points }) => JSON.stringify(points.slice(1, -1)))).size).toBe(moves.length);
});

test('states stand in the order of their list, and a move that goes back leads upwards', () => {
  const { nodes, edges } = laid(toLay);
  const heights = states.map((key) => nodes[key]?.y ?? 0);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  const back = edges[moves.findIndex(([from, to]) => from === 'build' && to === 'draft')];
  expect(back?.points.at(-1)?.y).toBeLessThan(back?.points[0]?.y ?? 0);
});

test('a way has its corners rounded and begins and ends where it is to', () => {
  const way = pathThrough([
    { x: 0, y: 0 },
    { x: 0, y: 40 },
    { x: 40, y: 40 },
  ]);
  expect(way).toBe('M0,0 L0,28 Q0,40 12,40 L40,40');
});
