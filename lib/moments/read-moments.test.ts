import { beforeAll, expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { uuidv7 } from '@/lib/shared/uuid';
import { addServices } from '@/lib/telemetry/testing/fixtures';
import { withTestDatabase } from '@/lib/testing/database';
import { releaseMoments } from './read-moments';

const db = withTestDatabase();
const T0 = Date.UTC(2026, 10, 19, 14);
const MINUTE = 60_000;
const ID = uuidv7(T0);
const OTHER = uuidv7(T0 + 1);
const at = (minutes: number) => new Date(T0 + minutes * MINUTE);
const deps = () => ({ sql: db.sql, clock: { now: () => T0 + 60 * MINUTE } });

async function addRelease(id: string, service: string): Promise<void> {
  const plan = { steps: [{ ring: 'early', exposure: 25, hold: '1m' }], gates: {} };
  await db.sql.query(
    `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by,
       created_by_name, created_at, started_at, status, state, desired, generation)
     VALUES ($1, $2, 'v2', 'v1', 'p', 1, $4, 'canary', 'u', 'u', $3, $3, 'holding', '{}', 100, 1)`,
    [id, service, at(0), JSON.stringify(plan)],
  );
}

const freeze = (name: string, scope: string, from: number, to: number | null, lifted: number | null = null) =>
  db.sql.query(
    `INSERT INTO "freeze" (name, scope, reason, starts_at, ends_at, lifted_at, created_by) VALUES ($1, $2, $1, $3, $4, $5, 'u')`,
    [name, scope, at(from), to === null ? null : at(to), lifted === null ? null : at(lifted)],
  );

async function incident(title: string, scope: string, from: number, to: number | null): Promise<void> {
  const id = uuidv7(T0 + from);
  await db.sql.query(
    `INSERT INTO incident (id, title, opened_by, opened_at, heard_at, resolved_at) VALUES ($1, $2, 'u', $3, $3, $4)`,
    [id, title, at(from), to === null ? null : at(to)],
  );
  await db.sql.query(`INSERT INTO incident_scope (incident_id, scope, opened_at, closed_at) VALUES ($1, $2, $3, $4)`, [
    id,
    scope,
    at(from),
    to === null ? null : at(to),
  ]);
}

beforeAll(async () => {
  await addServices(db.sql, ['shop', 'search']);
  await addRelease(ID, 'shop');
  await addRelease(OTHER, 'search');
  await freeze('quarter end', 'all', 10, 30);
  await freeze('lifted early', 'tier:1', 5, 300, 8);
  await freeze('of others', 'search', 5, null);
  await freeze('long over', 'shop', -100, -50);
  await incident('pages are slow', 'team:team', 20, null);
  await incident('elsewhere', 'search', 20, null);
  const actor = CONTROLLER;
  const fact = (releaseId: string, type: string, minutes: number, data: Record<string, unknown>) => ({
    ...{ chain: releaseId, releaseId, service: 'x', type, actor, data, at: at(minutes) },
  });
  await db.inTransaction((sql) =>
    appendAudit(sql, [
      fact(ID, 'exposure.confirmed', 1, { step: 0, exposure: 25 }),
      fact(OTHER, 'exposure.confirmed', 15, { step: 0, exposure: 25 }),
      fact(OTHER, 'rollback.confirmed', 25, {}),
      fact(OTHER, 'release.advanced', 16, {}),
      fact(OTHER, 'exposure.confirmed', 90, { step: 0, exposure: 25 }),
    ]),
  );
});

it('tells what covers its service and what others changed, oldest first', async () => {
  const { items } = await releaseMoments(deps(), ID, {});
  expect(
    items.map(({ words, at: begin, until }) => [words.replace('\u202f', ' '), minutesOf(begin), minutesOf(until)]),
  ).toEqual([
    ['freeze: lifted early', 5, 8],
    ['freeze: quarter end', 10, 30],
    ['search v2 → early 25 %', 15, null],
    ['incident: pages are slow', 20, null],
    ['search v2 rolled back', 25, null],
  ]);
  expect(items[2]?.path).toBe(`/releases/${OTHER}`);
});

it('keeps to the window that is asked for', async () => {
  const { items } = await releaseMoments(deps(), ID, { from: at(12).toISOString(), to: at(18).toISOString() });
  expect(items.map(({ kind }) => kind)).toEqual(['freeze', 'deploy']);
  const none = { from: at(5).toISOString(), to: at(5).toISOString() };
  await expect(releaseMoments(deps(), ID, none)).rejects.toMatchObject({ code: 'unprocessable' });
  await expect(releaseMoments(deps(), uuidv7(1), {})).rejects.toMatchObject({ code: 'not_found' });
});

const minutesOf = (text: string | null): number | null => (text === null ? null : (Date.parse(text) - T0) / MINUTE);
