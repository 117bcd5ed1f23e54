import { mkdtempSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { withTestDatabase } from '@/lib/testing/database';
import { appendAudit } from './append';
import { checkAudit, lastCheck } from './check';
import { publishHead } from './heads';
import { verificationSchema } from './schema';
import { sealPending } from './seal';

const db = withTestDatabase();
const append = (n: number) =>
  db.inTransaction((sql) =>
    appendAudit(
      sql,
      Array.from({ length: n }, (_, i) => ({
        chain: `c${i % 3}`,
        type: 'x.happened',
        actor: CONTROLLER,
        data: { i },
        at: new Date(),
      })),
    ),
  );

test('a check is kept, and callers at once share one', async () => {
  expect(await lastCheck(db.sql)).toBeNull();
  await append(10);
  await db.inTransaction(sealPending);
  const found = await Promise.all([checkAudit(db.pool), checkAudit(db.pool), checkAudit(db.pool)]);
  expect(new Set(found).size).toBe(1);
  expect(await db.sql.query('SELECT 1 FROM audit_check')).toHaveLength(1);
  expect(verificationSchema.parse(await lastCheck(db.sql))).toEqual(found[0]);
});

test('a broken record is kept as broken, with the first event that is', async () => {
  await db.sql.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
  await db.sql.query("UPDATE audit_event SET type = 'y' WHERE id = 5");
  const found = await checkAudit(db.pool);
  expect(found).toMatchObject({ ok: false, firstBroken: { event: '5', where: 'event' } });
  expect(await lastCheck(db.sql)).toEqual(found);
  await db.sql.query("UPDATE audit_event SET type = 'x.happened' WHERE id = 5");
});

test('heads are published when they moved, one line each; a line that a crash cut off is no evidence', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'heads-'));
  let last = await publishHead(db.sql, dataDir, null, new Date());
  last = await publishHead(db.sql, dataDir, last, new Date());
  await append(1);
  await db.inTransaction(sealPending);
  await publishHead(db.sql, dataDir, last, new Date());
  const file = path.join(dataDir, 'audit-heads.ndjson');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual([1, 2]);
  await appendFile(file, '{"at":"20');
  expect(await checkAudit(db.pool, dataDir)).toMatchObject({ ok: true });
  // Another database that shares the directory is not held against this one.
  await appendFile(
    file,
    `\n${JSON.stringify({ ...JSON.parse(lines[0] ?? ''), database: 'other/1', hash: 'f'.repeat(64) })}\n`,
  );
  expect(await checkAudit(db.pool, dataDir)).toMatchObject({ ok: true });
});
