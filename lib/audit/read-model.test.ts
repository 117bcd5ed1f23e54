import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { withTestDatabase } from '@/lib/testing/database';
import { type AuditDraft, appendAudit } from './append';
import { eventHash, GENESIS } from './event';
import { exportAudit, listAudit, releaseEvents } from './read-model';
import { auditEventSchema } from './schema';
import { sealHash, sealPending } from './seal';

const db = withTestDatabase();
const release = randomUUID();
const person = randomUUID();

const draft = (n: number): AuditDraft => ({
  chain: n % 2 === 0 ? release : 'service:checkout',
  ...(n % 2 === 0 ? { releaseId: release } : {}),
  service: n % 3 === 0 ? 'search' : 'checkout',
  type: n % 5 === 0 ? 'release.paused' : 'release.advanced',
  actor: n === 7 ? { kind: 'user', person, name: 'Jo Park' } : CONTROLLER,
  data: { n },
  at: new Date(1_763_000_000_000 + n * 1_000),
});

beforeAll(async () => {
  await db.inTransaction((sql) =>
    appendAudit(
      sql,
      Array.from({ length: 30 }, (_, n) => draft(n)),
    ),
  );
  await db.inTransaction(sealPending);
});

const numbers = (items: { data: Record<string, unknown> }[]) => items.map(({ data }) => data.n);

test('pages follow one another, newest first, and end', async () => {
  const first = await listAudit(db.sql, { limit: 20 });
  expect(numbers(first.items)).toEqual(Array.from({ length: 20 }, (_, i) => 29 - i));
  const second = await listAudit(db.sql, { limit: 20, cursor: first.nextCursor ?? '' });
  expect(numbers(second.items)).toEqual(Array.from({ length: 10 }, (_, i) => 9 - i));
  expect(second.nextCursor).toBeNull();
  expect(auditEventSchema.parse(first.items[0])).toMatchObject({ seal: 1 });
});

test.each([
  [{ release }, Array.from({ length: 15 }, (_, i) => 28 - 2 * i)],
  [{ service: 'search' }, [27, 24, 21, 18, 15, 12, 9, 6, 3, 0]],
  [{ type: 'release.paused' }, [25, 20, 15, 10, 5, 0]],
  [{ person }, [7]],
  [{ from: '2025-11-13T02:13:45Z', to: '2025-11-13T02:13:47Z' }, [26, 25]],
  [{ service: 'search', type: 'release.paused' }, [15, 0]],
])('filter %o', async (filter, expected) => {
  expect(numbers((await listAudit(db.sql, { ...filter, limit: 100 })).items)).toEqual(expected);
});

test('only what changed exposure, a plan, a gate or a freeze, before the page is cut', async () => {
  expect(numbers((await listAudit(db.sql, { limit: 4, only: 'changes' })).items)).toEqual([25, 20, 15, 10]);
});

test('a release has its events oldest first', async () => {
  expect(numbers(await releaseEvents(db.sql, release))).toEqual(Array.from({ length: 15 }, (_, i) => 2 * i));
});

test('the export can be checked without Rampart', async () => {
  let text = '';
  for await (const part of exportAudit(db.sql, {}, new Date())) text += part;
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const heads = new Map<string, string>();
  const hashes = new Map<string, string>();
  for (const { kind, seal, prevHash, hash, ...fact } of lines.filter((line) => line.kind === 'event')) {
    expect([kind, seal]).toEqual(['event', 1]);
    expect(prevHash).toBe(heads.get(fact.chain) ?? GENESIS);
    expect(eventHash(prevHash, fact)).toBe(hash);
    heads.set(fact.chain, hash);
    hashes.set(fact.id, hash);
  }
  const [seal] = lines.filter((line) => line.kind === 'seal');
  const sum = sealHash(GENESIS, 1, new Date(seal.at));
  for (const id of seal.events) sum.add(id, hashes.get(id) ?? '');
  expect(sum.digest()).toBe(seal.hash);
  expect(lines[0]).toMatchObject({ kind: 'header', head: seal.hash, upTo: '30' });
});
