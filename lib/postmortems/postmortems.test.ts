import { beforeAll, expect, test } from 'vitest';
import { CONTROLLER, type Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { planSpecSchema } from '@/lib/plans/schema';
import { initialState } from '@/lib/releases/state';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import { draftPostmortem, refreshPostmortems } from './draft';
import { setEditing } from './editing';
import { postmortemMarkdown } from './markdown';
import { putPostmortem } from './put-postmortem';
import { getPostmortem, listPostmortems, listRevisions } from './read-model';
import { emptyContent, type PostmortemInput, postmortemInputSchema, postmortemSchema, type Section } from './schema';

const db = withTestDatabase();
const BUCKET = 10_000;
// A round moment today, so that a partition for it exists.
const T = Math.floor(Date.now() / 600_000) * 600_000 - 3_600_000;
let now = T + 300_000;
const clock = { now: () => now };
const jo: Principal = { kind: 'user', person: uuidv7(1), name: 'Jo Park' };
const ana: Principal = { kind: 'user', person: uuidv7(2), name: 'Ana Ruiz' };
const plan = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'broad', exposure: 5, hold: '10m' },
    { ring: 'broad', exposure: 100, hold: '10m' },
  ],
  gates: { errors: { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5 } },
});

/** A release exposed at T, failing from T+60 s on, detected at T+120 s, rolled back at T+180 s, confirmed at T+190 s. */
async function story({ outcome = 'rolled_back', version = '2.4.1' } = {}): Promise<string> {
  const id = uuidv7(T);
  await db.sql.query(
    `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state, commit)
     VALUES ($1, 'checkout', $2, '2.4.0', 'standard', 1, $3, 'canary', 'x', 'x', $4, 'rolled_back', $5, '9f3c2ab')`,
    [id, version, JSON.stringify(plan), new Date(T), JSON.stringify(initialState(T))],
  );
  const fact = (
    seconds: number,
    type: string,
    data: Record<string, unknown> = {},
    reason?: string,
    actor: Principal = CONTROLLER,
  ) => ({
    chain: id,
    releaseId: id,
    service: 'checkout',
    type,
    actor,
    data,
    at: new Date(T + seconds * 1000),
    ...(reason ? { reason } : {}),
  });
  await db.inTransaction((sql) =>
    appendAudit(sql, [
      fact(-10, 'release.created', {}, undefined, ana),
      fact(-5, 'release.started', { step: 0, exposure: 5 }),
      fact(0, 'exposure.confirmed', { step: 0, exposure: 5, observed: 5 }),
      fact(
        120,
        'gate.failed',
        {
          gate: 'errors',
          sli: 'error_rate',
          canary: 0.05,
          baseline: 0.01,
          effect: 5,
          bound: 1.5,
          samples: {},
          step: 0,
        },
        '5× baseline, limit 1.5×',
      ),
      fact(120, 'release.paused', { by: 'Rampart', step: 0 }, 'errors fail'),
      fact(180, 'rollback.commanded', { by: 'Jo Park', automatic: false, step: 0, from: 5, outcome }, 'errors 5×', jo),
      fact(190, 'rollback.confirmed', { observed: 0 }),
      fact(190, 'release.rolled_back'),
    ]),
  );
  return id;
}

async function samples(): Promise<void> {
  const rows: unknown[] = [];
  for (let i = -12; i < 30; i += 1) {
    const at = new Date(T + i * BUCKET).toISOString();
    rows.push({ version: '2.4.0', at, requests: 1_000, errors: 10, users: null });
    if (i >= 0 && i < 19) rows.push({ version: '2.4.1', at, requests: 100, errors: i < 6 ? 1 : 6, users: i });
  }
  await db.sql.query(
    `INSERT INTO telemetry_sample (service, version, at, interval_ms, requests, errors, latency_bounds, latency_counts, users_affected)
     SELECT 'checkout', version, at, ${BUCKET}, requests, errors, '{}', '{}', users
     FROM jsonb_to_recordset($1::jsonb) AS s(version text, at timestamptz, requests int, errors int, users int)`,
    [JSON.stringify(rows)],
  );
}

let id: string;
beforeAll(async () => {
  await db.sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ('checkout', 'Checkout', 'storefront', 1, 'standard', 0, '{}', '{}')`,
  );
  await db.sql.query(`INSERT INTO app_user (id, email, name, role) VALUES ($1, 'jo@x', 'Jo Park', 'operator')`, [
    jo.person,
  ]);
  await db.sql.query(`SELECT ensure_telemetry_partitions($1::date, $2::date)`, [
    new Date(T - 86_400_000),
    new Date(T + 86_400_000),
  ]);
  await samples();
  id = await story();
});

const draft = (releaseId: string) => db.inTransaction((sql) => draftPostmortem(sql, releaseId, now));
const at = (seconds: number) => new Date(T + seconds * 1000).toISOString();

test('the facts of a rollback by hand, from the record and from telemetry', async () => {
  expect(await draft(id)).toBe(true);
  const postmortem = postmortemSchema.parse(await getPostmortem(db.prisma, id));
  expect(postmortem).toMatchObject({
    service: 'checkout',
    version: '2.4.1',
    status: 'draft',
    revision: 1,
    factsFinal: false,
  });
  expect(postmortem.facts).toMatchObject({
    baselineVersion: '2.4.0',
    decidedBy: 'an operator',
    automatic: false,
    reason: 'errors 5×',
    gates: [{ name: 'errors', effect: 5, bound: 1.5 }],
    exposure: { ring: 'broad', percent: 5, exposedMs: 190_000, lastStepMs: 190_000 },
    impact: { requests: 1_900, errors: 84, expectedErrors: 19, extraErrors: 65, usersAffected: 18 },
    times: {
      exposedAt: at(0),
      regressionBeganAt: at(60),
      detectedAt: at(120),
      commandedAt: at(180),
      confirmedAt: at(190),
      backAt: at(190),
      recoveredAt: at(190),
    },
  });
  expect(postmortem.timeline.map(({ words }) => words)).toContain('rollback asked by a person: errors 5×');
  expect(JSON.stringify([postmortem.facts, postmortem.timeline])).not.toContain('Jo Park');
  expect(postmortem.charts.map(({ sli }) => sli)).toEqual(['error_rate']);
  expect(postmortem.charts[0]?.canary).toHaveLength(19);
});

test('drafting again brings the facts up to date and leaves the writing alone', async () => {
  const edited = await put({ content: { ...emptyContent(), summary: 'Errors rose.' } });
  now += 600_000;
  expect(await refreshPostmortems({ sql: db.sql, inTransaction: db.inTransaction, clock })).toBe(1);
  const after = await getPostmortem(db.prisma, id);
  expect(after).toMatchObject({ revision: edited.revision, factsFinal: true, content: { summary: 'Errors rose.' } });
  expect(await refreshPostmortems({ sql: db.sql, inTransaction: db.inTransaction, clock })).toBe(0);
  const drafted = await db.sql.query("SELECT 1 FROM audit_event WHERE type = 'postmortem.drafted'");
  expect(drafted).toHaveLength(1);
});

test('what gave way to a newer version on the service\u2019s wish needs no postmortem', async () => {
  expect(await draft(await story({ outcome: 'superseded', version: '2.4.2' }))).toBe(false);
  expect(await draft(uuidv7(3))).toBe(false);
});

const put = (input: PostmortemInput, principal: Principal = jo, expected: number | null = null) =>
  putPostmortem({ db: db.prisma, clock }, { releaseId: id, input, principal, expected });

test('edits: history, no lost update, nothing for nothing', async () => {
  const { revision } = await getPostmortem(db.prisma, id);
  const one = await put({ content: { ...emptyContent(), summary: 'One' }, revision }, jo);
  expect(one.revision).toBe(revision + 1);
  expect((await put({ content: { ...emptyContent(), summary: 'One' } }, ana)).revision).toBe(one.revision);
  await expect(put({ content: emptyContent(), revision }, ana)).rejects.toThrow(
    expect.objectContaining({ status: 409, message: expect.stringContaining('Jo Park edited it') }),
  );
  await expect(put({ content: emptyContent() }, ana, revision)).rejects.toThrow(
    expect.objectContaining({ status: 412 }),
  );
  await put({ content: { ...emptyContent(), summary: 'One', trigger: 'A flag' } }, ana, one.revision);
  const { items } = await listRevisions(db.prisma, id, { limit: 2 });
  expect(items.map(({ author, changed }) => [author, changed])).toEqual([
    ['Ana Ruiz', ['trigger']],
    ['Jo Park', ['summary']],
  ]);
  const events = await db.sql.query<{ data: { changed: string[] } }>(
    "SELECT data FROM audit_event WHERE type = 'postmortem.edited' ORDER BY id DESC LIMIT 1",
  );
  expect(events[0]?.data.changed).toEqual(['trigger']);
});

test('what GET answers can be changed and sent back whole, once', async () => {
  expect(Object.keys(postmortemInputSchema.shape)).toEqual(expect.arrayContaining(Object.keys(postmortemSchema.shape)));
  const read = await getPostmortem(db.prisma, id);
  const changed = { ...read, title: 'x', facts: {}, content: { ...read.content, wentWell: 'The pager' } };
  const input = postmortemInputSchema.parse(JSON.parse(JSON.stringify(changed)));
  const saved = await put(input);
  expect(saved).toMatchObject({ title: read.title, facts: read.facts, content: { wentWell: 'The pager' } });
  expect(saved.revision).toBe(read.revision + 1);
  await expect(put(input, ana)).rejects.toThrow(expect.objectContaining({ status: 409 }));
  await put({ content: read.content });
});

test('publishing needs owners and dates; published facts stay', async () => {
  const action = {
    type: 'prevent',
    text: 'Roll back | automatically',
    owner: null,
    due: null,
    tracker: 'SHOP-911',
    done: false,
  } as const;
  const content = { ...emptyContent(), summary: 'Errors rose.', actions: [action] };
  await expect(put({ content, status: 'published' })).rejects.toThrow(
    expect.objectContaining({ status: 422, message: expect.stringContaining('no owner') }),
  );
  const published = await put({
    content: { ...content, actions: [{ ...action, owner: 'Jo Park', due: '2026-11-27' }] },
    status: 'published',
  });
  expect(published).toMatchObject({ status: 'published', problems: [], publishedAt: expect.any(String) });
  await db.sql.query('UPDATE postmortem SET facts_final = false');
  now += 60_000;
  expect(await refreshPostmortems({ sql: db.sql, inTransaction: db.inTransaction, clock })).toBe(0);
  const { items } = await listPostmortems(db.prisma, { limit: 10, status: 'published', service: 'checkout' });
  expect(items).toMatchObject([{ releaseId: id, openActions: 1, extraErrors: 65, automatic: false }]);
});

test('the Markdown reads as a document', async () => {
  const { content } = await getPostmortem(db.prisma, id);
  await put({ content: { ...content, notes: [{ after: null, text: 'A quiet Thursday' }] }, status: 'published' });
  const text = postmortemMarkdown(await getPostmortem(db.prisma, id));
  expect(text).toMatch(/^# Postmortem: checkout 2\.4\.1, \d{4}-\d\d-\d\d\n/);
  expect(text).toContain('## Summary\n\nErrors rose.');
  expect(text).toContain(
    '84 of 1,900 canary requests failed, about 65 more than with 2.4.0; at least 18 users affected',
  );
  expect(text).toContain('| prevent | Roll back \\| automatically | Jo Park | 2026-11-27 | SHOP-911 | open |');
  expect(text).toContain('- _Note: A quiet Thursday_');
  expect(text).toMatch(/provider confirmed broad 5\u202f% \(#\d+\)/);
  expect(text).toContain('_Not written yet._');
  expect(text).toContain('| UTC | Canary | Baseline | Ratio | Canary requests |');
});

test('the impact counts an interval that began before the exposure: nobody saw the version before', async () => {
  const brief = await story({ version: '9.0.0' });
  await db.sql.query(
    `INSERT INTO telemetry_sample (service, version, at, interval_ms, requests, errors, latency_bounds, latency_counts)
     VALUES ('checkout', '9.0.0', $1, 60000, 50, 20, '{}', '{}'), ('checkout', '9.0.0', $2, 60000, 7, 7, '{}', '{}')`,
    [at(-20), at(-60)],
  );
  await draft(brief);
  const { facts } = await getPostmortem(db.prisma, brief);
  expect(facts.impact).toMatchObject({ requests: 50, errors: 20 });
});

test('a section is whoever writes in it, until they leave it or fall silent', async () => {
  const edit = (who: Principal, section: Section | null) =>
    setEditing(db, { releaseId: id, section, principal: who }).then(({ editing }) =>
      editing.map((entry) => `${entry.section}: ${entry.name}`),
    );
  expect(await edit(jo, 'summary')).toEqual(['summary: Jo Park']);
  expect(await edit(ana, 'summary')).toEqual(['summary: Jo Park']);
  expect(await edit(ana, 'trigger')).toEqual(['summary: Jo Park', 'trigger: Ana Ruiz']);
  expect(await edit(jo, null)).toEqual(['trigger: Ana Ruiz']);
  await db.sql.query(`UPDATE postmortem_editing SET at = at - interval '11 s'`);
  expect(await edit(jo, 'trigger')).toEqual(['trigger: Jo Park']);
  await expect(setEditing(db, { releaseId: uuidv7(3), section: null, principal: jo })).rejects.toThrow('no postmortem');
});
