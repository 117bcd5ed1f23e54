import { beforeEach, expect, it, vi } from 'vitest';
import { type Answer, createOutbox } from './keeper';
import { OUTBOX_KEY } from './keys';
import { ASK_AGAIN_MS, type Queued } from './outbox';

const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => void kept.set(key, text),
  removeItem: (key: string) => void kept.delete(key),
};
let at = 1_000_000;
let answers: Answer[] = [];
const send = vi.fn(async (_entry: Queued): Promise<Answer> => answers.shift() ?? { ok: true });
const AWAY: Answer = { ok: false, status: 0, words: 'Rampart does not answer.' };
const open = (person = 'sam') => createOutbox({ person, storage, send, now: () => at, online: () => true });
const draft = (key: string, subject = 'checkout 2.4.1') => ({
  key,
  action: 'rollback' as const,
  path: `/api/v1/releases/${subject}/rollback`,
  body: {},
  subject,
  release: subject,
  at,
  tries: 0,
});

beforeEach(() => {
  kept.clear();
  send.mockClear();
  answers = [];
  at = 1_000_000;
});

it('keeps what was not reached, over a reload, and sends it once under the same key', async () => {
  answers = [AWAY];
  const before = open();
  before.add(draft('k1'));
  await before.flush();
  expect(before.get().entries).toMatchObject([{ key: 'k1', state: 'waiting', tries: 1 }]);
  const after = open();
  await after.flush();
  await after.flush();
  expect(send.mock.calls.map(([entry]) => entry.key)).toEqual(['k1', 'k1']);
  expect(after.get()).toMatchObject({ entries: [], sending: null });
  expect(after.get().sent.get('k1')).toBe(at);
  expect(kept.has(OUTBOX_KEY)).toBe(false);
});

it('called off, it is never sent', async () => {
  const outbox = open();
  outbox.add(draft('k1'));
  outbox.drop('k1');
  await outbox.flush();
  expect(send).not.toHaveBeenCalled();
});

it('on its way it can no longer be called off', async () => {
  const outbox = open();
  outbox.add(draft('k1'));
  const gone = outbox.flush();
  outbox.drop('k1');
  expect(outbox.get().entries).toHaveLength(1);
  await gone;
  expect(outbox.get().sent.has('k1')).toBe(true);
});

it('too old, it waits to be asked, and goes when it is still meant', async () => {
  const outbox = open();
  outbox.add(draft('k1'));
  at += ASK_AGAIN_MS;
  await outbox.flush();
  expect(send).not.toHaveBeenCalled();
  outbox.renew('k1');
  await outbox.flush();
  expect(send).toHaveBeenCalledTimes(1);
});

it('a refusal is told in the words of the server, and the next one goes on', async () => {
  answers = [{ ok: false, status: 409, words: 'It was rolled back already.' }];
  const outbox = open();
  outbox.add(draft('k1'));
  outbox.add(draft('k2', 'search 8.0.3'));
  await outbox.flush();
  expect(outbox.get().entries).toMatchObject([{ key: 'k1', state: 'refused', refusal: 'It was rolled back already.' }]);
});

it('nothing is tried after one that was not reached', async () => {
  answers = [AWAY];
  const outbox = open();
  outbox.add(draft('k1'));
  outbox.add(draft('k2', 'search 8.0.3'));
  await outbox.flush();
  expect(send).toHaveBeenCalledTimes(1);
});

it('is of one person, and knows what other tabs wrote', async () => {
  const mine = open();
  const other = open();
  mine.add(draft('k1'));
  other.add(draft('k2', 'search 8.0.3'));
  mine.reread();
  expect(mine.get().entries.map(({ key }) => key)).toEqual(['k1', 'k2']);
  expect(open('eve').get().entries).toEqual([]);
});

it('a store that cannot be written still keeps it for the page', async () => {
  const outbox = createOutbox({ person: 'sam', storage: null, send, now: () => at, online: () => false });
  outbox.add(draft('k1'));
  expect(outbox.get().entries).toHaveLength(1);
  await outbox.flush();
  expect(outbox.get().entries).toHaveLength(0);
});
