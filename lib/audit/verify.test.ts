import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { withTestDatabase } from '@/lib/testing/database';
import { type AuditDraft, appendAudit } from './append';
import { publishHead } from './heads';
import { sealPending } from './seal';
import { verifyOn } from './verify';

const db = withTestDatabase();
let owner: pg.Client;

const draft = (chain: string, n: number): AuditDraft => ({
  chain,
  type: 'release.advanced',
  actor: CONTROLLER,
  reason: `because ${n}`,
  data: { n, rate: 0.1 + 0.2, nested: { list: [1, 'ä', null] } },
  at: new Date(1_763_000_000_000 + n),
});
const append = (...drafts: AuditDraft[]) => db.inTransaction((sql) => appendAudit(sql, drafts));
const seal = () => db.inTransaction(sealPending);
const verify = () => verifyOn(db.pool);

beforeAll(async () => {
  owner = await db.connect();
});

const triggers = async (state: 'ENABLE' | 'DISABLE') => {
  for (const table of ['audit_event', 'audit_seal', 'audit_seal_entry']) {
    await owner.query(`ALTER TABLE ${table} ${state} TRIGGER USER`);
  }
};

beforeEach(async () => {
  await triggers('DISABLE');
  await owner.query('TRUNCATE audit_event, audit_chain, audit_seal, audit_seal_entry RESTART IDENTITY');
  await owner.query('UPDATE audit_seal_mark SET low = 0, mark = NULL, until = NULL');
  // Three seals: events 1 to 3, 4 to 6, 7 to 8, over the chains a and b.
  await append(draft('a', 1), draft('b', 2), draft('a', 3));
  await seal();
  await append(draft('a', 4), draft('b', 5), draft('a', 6));
  await seal();
  await append(draft('b', 7), draft('a', 8));
  await seal();
});

test('an untouched record verifies and names its head', async () => {
  const { rows } = await owner.query('SELECT hash FROM audit_seal ORDER BY seq DESC LIMIT 1');
  expect(await verify()).toEqual({ ok: true, events: 8, head: rows[0].hash, sealedTo: '8' });
  await append(draft('c', 9));
  expect(await verify()).toMatchObject({ ok: true, events: 9, sealedTo: '8' });
});

test('an empty record verifies', async () => {
  await owner.query('TRUNCATE audit_event, audit_chain, audit_seal, audit_seal_entry RESTART IDENTITY');
  expect(await verify()).toEqual({ ok: true, events: 0, head: '', sealedTo: null });
});

describe('the triggers refuse', () => {
  test.each(['audit_event', 'audit_seal', 'audit_seal_entry'])('every change of %s', async (table) => {
    await triggers('ENABLE');
    const column = table === 'audit_event' ? 'type' : table === 'audit_seal' ? 'hash' : 'event_hash';
    await expect(db.sql.query(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(/append-only/);
    await expect(db.sql.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
    await expect(db.sql.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only/);
    expect(await verify()).toMatchObject({ ok: true, events: 8 });
  });
});

// What a owner could do behind the triggers: [name, statements, first broken event, words].
const swap = (column: string) =>
  `UPDATE audit_event e SET ${column} = o.${column} FROM audit_event o WHERE (e.id, o.id) IN ((3, 4), (4, 3))`;
const insertLike = (id: number, chain: string, seq: number) =>
  `INSERT INTO audit_event SELECT ${id}, '${chain}', ${seq}, release_id, service, type, actor, reason, data, at, prev_hash, hash FROM audit_event WHERE id = 4`;
const TAMPERING: [string, string[], string | null, RegExp][] = [
  ['edit of the type', ["UPDATE audit_event SET type = 'release.paused' WHERE id = 4"], '4', /event 4 was edited/],
  [
    'edit of the actor',
    [`UPDATE audit_event SET actor = '{"kind":"user","person":"x","name":"Eve"}' WHERE id = 1`],
    '1',
    /edited/,
  ],
  ['edit of the reason', ['UPDATE audit_event SET reason = NULL WHERE id = 5'], '5', /edited/],
  ['edit inside the data', [`UPDATE audit_event SET data = jsonb_set(data, '{n}', '99') WHERE id = 8`], '8', /edited/],
  [
    'edit of the time by a millisecond',
    ["UPDATE audit_event SET at = at + interval '1 ms' WHERE id = 2"],
    '2',
    /edited/,
  ],
  ['edit of the service', ["UPDATE audit_event SET service = 'checkout' WHERE id = 2"], '2', /edited/],
  ['edit of a hash', ["UPDATE audit_event SET hash = repeat('a', 64) WHERE id = 6"], '6', /edited/],
  ['edit of an id', ['UPDATE audit_event SET id = 40 WHERE id = 4'], '4', /removed/],
  ['removal in the middle of a chain', ['DELETE FROM audit_event WHERE id = 4'], '4', /event 4 was removed/],
  ['removal of a tail', ['DELETE FROM audit_event WHERE id = 8'], '6', /ends at event 6, number 4 of 5/],
  [
    'removal of a tail, with its head set back',
    [
      'DELETE FROM audit_event WHERE id = 8',
      "UPDATE audit_chain SET seq = 4, hash = (SELECT hash FROM audit_event WHERE id = 6) WHERE chain = 'a'",
    ],
    '8',
    /event 8 was removed/,
  ],
  [
    'removal of a tail, its head and its entry',
    [
      'DELETE FROM audit_event WHERE id = 8',
      "UPDATE audit_chain SET seq = 4, hash = (SELECT hash FROM audit_event WHERE id = 6) WHERE chain = 'a'",
      'DELETE FROM audit_seal_entry WHERE event_id = 8',
    ],
    '7',
    /seal 3/,
  ],
  [
    'removal of a whole chain, head and all',
    ["DELETE FROM audit_event WHERE chain = 'b'", "DELETE FROM audit_chain WHERE chain = 'b'"],
    '2',
    /event 2 was removed/,
  ],
  ['removal of a head', ["DELETE FROM audit_chain WHERE chain = 'b'"], '7', /no head/],
  [
    'edit of a head',
    ["UPDATE audit_chain SET hash = repeat('b', 64) WHERE chain = 'a'"],
    '8',
    /head of chain a was edited/,
  ],
  ['insertion in the middle', [insertLike(100, 'a', 100)], '100', /removed|inserted/],
  ['insertion of a chain of its own', [insertLike(100, 'z', 1)], '100', /inserted|edited/],
  ['reordering of contents', [swap('data')], '3', /edited/],
  [
    'reordering of numbers',
    [
      'UPDATE audit_event SET seq = seq + 100 WHERE id IN (3, 4)',
      'UPDATE audit_event SET seq = CASE id WHEN 3 THEN 3 ELSE 2 END WHERE id IN (3, 4)',
    ],
    '4',
    /inserted or moved|edited/,
  ],
  ['removal of a seal', ['DELETE FROM audit_seal WHERE seq = 2'], '4', /seal 2 was removed/],
  [
    'removal of a seal and its entries',
    ['DELETE FROM audit_seal WHERE seq = 2', 'DELETE FROM audit_seal_entry WHERE seal_seq = 2'],
    '4',
    /event 4|seal 2|seal 3/,
  ],
  [
    'removal of the last seal and its entries',
    ['DELETE FROM audit_seal WHERE seq = 3', 'DELETE FROM audit_seal_entry WHERE seal_seq = 3'],
    '6',
    /seals 3 to 3 were removed/,
  ],
  ['removal of one entry', ['DELETE FROM audit_seal_entry WHERE event_id = 5'], '4', /seal 2|entry/],
  [
    'edit of an entry',
    ["UPDATE audit_seal_entry SET event_hash = repeat('c', 64) WHERE event_id = 5"],
    '4',
    /seal 2 was edited/,
  ],
  [
    'reordering of entries',
    ['UPDATE audit_seal_entry SET position = 1 - position WHERE seal_seq = 3'],
    '8',
    /seal 3 was edited/,
  ],
  [
    'edit of the time of a seal',
    ["UPDATE audit_seal SET at = at - interval '1 day' WHERE seq = 1"],
    '1',
    /seal 1 was edited/,
  ],
  ['edit of the count of a seal', ['UPDATE audit_seal SET count = 7 WHERE seq = 3'], '7', /seal 3/],
  [
    'insertion of an empty seal',
    ["INSERT INTO audit_seal VALUES (4, now(), 1, (SELECT hash FROM audit_seal WHERE seq = 3), 'x')"],
    '9',
    /seal 4/,
  ],
  [
    'edit of the head of the seals',
    ["UPDATE audit_chain SET hash = repeat('d', 64) WHERE chain = 'seals'"],
    '8',
    /head of the seals/,
  ],
];

describe('behind the triggers, it finds the', () => {
  test.each(TAMPERING)('%s', async (_name, statements, event, words) => {
    for (const statement of statements) await owner.query(statement);
    const found = await verify();
    expect(found.ok).toBe(false);
    expect(found.firstBroken?.detail).toMatch(words);
    expect(found.firstBroken?.event).toBe(event);
  });

  test('event inserted among sealed ones, chain and head remade to fit', async () => {
    await owner.query('UPDATE audit_seal_mark SET low = 8');
    await owner.query("SELECT setval('audit_event_id_seq', 8)");
    await owner.query('DELETE FROM audit_seal_entry WHERE event_id > 6');
    await owner.query('DELETE FROM audit_seal WHERE seq = 3');
    await owner.query(
      "UPDATE audit_chain SET seq = 2, hash = (SELECT hash FROM audit_seal WHERE seq = 2) WHERE chain = 'seals'",
    );
    expect(await verify()).toMatchObject({
      ok: false,
      firstBroken: { event: '7', detail: expect.stringMatching(/inserted among sealed/) },
    });
  });

  test('whole record cut back, every head with it, by the heads published outside', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'heads-'));
    const published = await publishHead(db.sql, dataDir, null, new Date());
    expect(await publishHead(db.sql, dataDir, published, new Date())).toBe(published);
    expect(await verifyOn(db.pool, dataDir)).toMatchObject({ ok: true });
    await owner.query('DELETE FROM audit_event WHERE id > 6');
    await owner.query('DELETE FROM audit_seal_entry WHERE event_id > 6');
    await owner.query('DELETE FROM audit_seal WHERE seq = 3');
    await owner.query(
      "UPDATE audit_chain SET seq = 2, hash = (SELECT hash FROM audit_seal WHERE seq = 2) WHERE chain = 'seals'",
    );
    await owner.query(
      "UPDATE audit_chain c SET (seq, hash) = (SELECT seq, hash FROM audit_event e WHERE e.chain = c.chain ORDER BY seq DESC LIMIT 1) WHERE chain <> 'seals'",
    );
    expect(await verifyOn(db.pool)).toMatchObject({ ok: true });
    const found = await verifyOn(db.pool, dataDir);
    expect(found).toMatchObject({
      ok: false,
      firstBroken: { where: 'published', detail: expect.stringMatching(/^seal 3.*is gone$/) },
    });
  });
});
