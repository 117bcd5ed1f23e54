import { product } from '../fixtures/env';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import type { Release } from '../fixtures/wire';

type Heard = { type: string; data: unknown; at: number };

/** Listens to `/api/stream` until the signal aborts. */
async function listen(heard: Heard[], signal: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${product.token}`, accept: 'text/event-stream' };
  const response = await fetch(`${product.url}/api/stream`, { headers, signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const type = /^event: ?(.+)$/m.exec(block)?.[1];
      const data = /^data: ?(.+)$/m.exec(block)?.[1];
      if (type && data) heard.push({ type, data: JSON.parse(data), at: Date.now() });
    }
  }
}

test('the stream tells of a decision within a second', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const heard: Heard[] = [];
  const closing = new AbortController();
  const listening = listen(heard, closing.signal).catch((error: Error) => error.name);
  await expect.poll(() => heard.some(({ type }) => type === 'heartbeat')).toBe(true);

  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const asked = Date.now();
  await api.act(id, 'pause', { reason: 'look' });
  const told = () =>
    heard.find(
      ({ type, data }) =>
        type === 'release.updated' && (data as Release).id === id && (data as Release).status === 'paused',
    );
  await expect.poll(() => told() !== undefined, { intervals: [20] }).toBe(true);
  expect((told()?.at ?? Number.POSITIVE_INFINITY) - asked).toBeLessThan(1000);
  expect(told()?.data).toMatchObject({ service: sample.name, exposure: { desired: 10 } });
  await expect.poll(() => heard.some(({ type }) => type === 'audit.appended')).toBe(true);
  closing.abort();
  expect(await listening).toBe('AbortError');
});
