import { beforeAll, describe, expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { withTestDatabase } from '@/lib/testing/database';
import { type AuditDraft, appendAudit } from './append';
import { exportAudit } from './read-model';
import { sealPending } from './seal';
import { verifyExport } from './verify-export';

const db = withTestDatabase();
let record: string[] = [];

const draft = (n: number): AuditDraft => ({
  chain: n % 2 === 0 ? 'service:search' : 'service:checkout',
  service: n % 2 === 0 ? 'search' : 'checkout',
  type: 'service.changed',
  actor: CONTROLLER,
  reason: `change ${n}`,
  data: { n },
  at: new Date(1_763_000_000_000 + n * 1_000),
});

const exported = async (filter = {}): Promise<string[]> => {
  let text = '';
  for await (const part of exportAudit(db.sql, filter, new Date())) text += part;
  return text.trimEnd().split('\n');
};

beforeAll(async () => {
  for (const from of [0, 4]) {
    await db.inTransaction((sql) =>
      appendAudit(
        sql,
        [0, 1, 2, 3].map((n) => draft(from + n)),
      ),
    );
    await db.inTransaction(sealPending);
  }
  record = await exported();
});

async function* each(lines: readonly string[]) {
  yield* lines;
}
const check = (lines: readonly string[], published?: Parameters<typeof verifyExport>[1]) =>
  verifyExport(each(lines), published);
const ids = () => record.flatMap((line) => (line.includes('"kind":"event"') ? [JSON.parse(line).id as string] : []));
const at = (n: number): number => record.findIndex((line) => line.includes(`"reason":"change ${n}"`));
const without = (...gone: number[]) => record.filter((_, i) => !gone.includes(i));

describe('verifyExport', () => {
  it('finds a whole record whole, with the head of its last seal', async () => {
    const last = JSON.parse(record.at(-1) ?? '{}');
    expect(await check(record)).toEqual({ ok: true, events: 8, head: last.hash, sealedTo: ids().at(-1), part: false });
    expect((await check(record, [{ seq: last.seq, hash: last.hash, at: last.at }])).ok).toBe(true);
  });

  it.each([
    ['an edit', () => record.map((line) => line.replace('change 5', 'change 55')), () => ids()[5], /was edited/],
    ['a removal from the middle', () => without(at(2)), () => ids()[2], /was removed: seal 1 still holds it/],
    ['a removal of the end', () => without(at(7)), () => ids()[7], /was removed: seal 2 still holds it/],
    ['a swap', () => swapped(at(0), at(2)), () => ids()[0], /removed|follow/],
    ['a seal that is gone', () => without(record.length - 2), () => ids()[4], /seal 2 follows seal 0/],
    ['all seals gone', () => without(record.length - 2, record.length - 1), () => null, /no seal is the head/],
    [
      'a line cut off',
      () => record.map((line, i) => (i === at(3) ? line.slice(0, 40) : line)),
      () => ids()[3],
      /removed/,
    ],
    ['no header', () => without(0), () => null, /no header/],
  ])('finds %s', async (_, lines, event, words) => {
    const found = await check(lines());
    expect(found).toMatchObject({ ok: false, firstBroken: { event: event(), detail: expect.stringMatching(words) } });
  });

  it('finds a record that was cut back whole, by a head published before', async () => {
    const [one] = record.filter((line) => line.includes('"kind":"seal"')).map((line) => JSON.parse(line));
    const found = await check(record, [{ seq: one.seq, hash: 'f'.repeat(64), at: one.at }]);
    expect(found.firstBroken).toMatchObject({
      where: 'published',
      detail: expect.stringContaining('another hash now'),
    });
  });

  it('says that a filtered export is a part, and finds an edit in it', async () => {
    const part = await exported({ service: 'search' });
    expect(await check(part)).toMatchObject({ ok: true, events: 4, part: true });
    expect((await check(part.map((line) => line.replace('change 2', 'change 9')))).ok).toBe(false);
  });
});

function swapped(a: number, b: number): string[] {
  const lines = [...record];
  [lines[a], lines[b]] = [record[b] ?? '', record[a] ?? ''];
  return lines;
}
