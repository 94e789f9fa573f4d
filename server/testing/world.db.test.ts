import { expect, test } from 'vitest';
import { world } from './world.ts';

test('a server that comes up when its test has ended is closed at once', async () => {
  const { secondServer, close } = await world();
  const late = secondServer();
  const refused = expect(late).rejects.toThrow('has ended');
  await close();
  await refused;
});
