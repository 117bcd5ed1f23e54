import { beforeAll, expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import { previousSeries } from './previous-series';
import { insertSamples } from './store';
import { addServices, storedSample } from './testing/fixtures';

const db = withTestDatabase();
const MINUTE = 60_000;
const T0 = Math.floor(Date.now() / 600_000) * 600_000 - 3_600_000;
const BEFORE = T0 - 120 * MINUTE;
const ids = { old: uuidv7(BEFORE - MINUTE), short: uuidv7(T0 - 60 * MINUTE), now: uuidv7(T0) };
const iso = (at: number) => new Date(at).toISOString();
const actor = CONTROLLER;

async function addRelease(id: string, version: string, facts: [string, number, number?][]): Promise<void> {
  await db.sql.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status,
       state, desired, generation) VALUES ($1, 'shop', $2, 'p', 1, '{}', 'canary', 'u', 'u', now(), 'completed', '{}', 0, 1)`,
    [id, version],
  );
  await db.inTransaction((sql) =>
    appendAudit(
      sql,
      facts.map(([type, at, step]) => ({
        ...{ chain: id, releaseId: id, service: 'shop', type, actor, data: step === undefined ? {} : { step } },
        at: new Date(at),
      })),
    ),
  );
}

beforeAll(async () => {
  await addServices(db.sql, ['shop']);
  await addRelease(ids.old, 'v1', [
    ['exposure.confirmed', BEFORE - 5 * MINUTE, 0],
    ['exposure.confirmed', BEFORE, 1],
    ['release.advanced', BEFORE + 4 * MINUTE],
  ]);
  await addRelease(ids.short, 'v1.1', [['exposure.confirmed', T0 - 50 * MINUTE, 0]]);
  await addRelease(ids.now, 'v2', [
    ['exposure.confirmed', T0 - 3 * MINUTE, 0],
    ['exposure.confirmed', T0, 1],
  ]);
  const sample = storedSample(T0);
  await insertSamples(
    db.sql,
    [-1, 0, 2, 3, 5].map((minute) =>
      sample({ version: 'v1', at: BEFORE + minute * MINUTE, requests: 100, errors: minute + 1 }),
    ),
  );
});

const asked = (from: number, to: number) =>
  previousSeries({ sql: db.sql }, ids.now, { sli: 'error_rate', from: iso(from), to: iso(to) });

it('lays the release before over this one, from the beginning of the step to its end', async () => {
  const { previous, points } = await asked(T0 - 5 * MINUTE, T0 + 10 * MINUTE);
  expect(previous).toMatchObject({ id: ids.old, version: 'v1', step: 1, stepStartedAt: iso(BEFORE) });
  expect(points.map(({ at, value }) => [(Date.parse(at) - T0) / MINUTE, value])).toEqual([
    [0, 0.01],
    [2, 0.03],
    [3, 0.04],
  ]);
});

it('takes the step of the moment that is looked at, and the newest release that came so far', async () => {
  expect((await asked(T0 - 5 * MINUTE, T0 - MINUTE)).previous).toMatchObject({ version: 'v1.1', step: 0 });
  expect(await asked(T0 - 10 * MINUTE, T0 - 5 * MINUTE)).toEqual({ previous: null, points: [] });
});

it('refuses what is none', async () => {
  await expect(asked(T0, T0)).rejects.toMatchObject({ code: 'unprocessable' });
  const none = { sli: 'error_rate', from: iso(0), to: iso(1) };
  await expect(previousSeries({ sql: db.sql }, uuidv7(1), none)).rejects.toMatchObject({ code: 'not_found' });
});
