import { describe, expect, it } from 'vitest';
import { toSql } from '@/lib/db/sql';
import { withTestDatabase } from '@/lib/testing/database';
import { maintainTelemetry } from './partitions';
import { readNewSamples } from './read-new-samples';
import { newestSample, readWindow } from './read-window';
import { insertSamples } from './store';
import { addServices, storedSample } from './testing/fixtures';

const db = withTestDatabase();
const T0 = Math.floor(Date.now() / 10_000) * 10_000 - 600_000;

const sample = storedSample(T0);

const ask = (service: string, cursor: string | null, since = T0) => [
  { key: 'r', service, versions: { canary: 'v2', baseline: 'v1' }, since, cursor },
];

const count = (rows: readonly { requests: number }[] | undefined) => (rows ?? []).reduce((n, r) => n + r.requests, 0);

describe('reading new samples', () => {
  it('attributes: an explicit cohort wins, then the version; other versions are not read', async () => {
    const service = 'attributed';
    await insertSamples(db.sql, [
      sample({ service, version: 'v2' }),
      sample({ service, version: 'v1', requests: 20 }),
      sample({ service, version: 'v0', requests: 40 }),
      sample({ service, version: 'v2', cohort: 'baseline', requests: 80 }),
      sample({ service, version: '', cohort: 'canary', requests: 160 }),
      sample({ service, version: 'v2', at: T0 - 10_000, requests: 320 }),
    ]);
    const { samples } = await readNewSamples(db.sql, ask(service, null));
    const rows = samples.get('r') ?? [];
    expect(count(rows.filter((r) => r.cohort === 'canary'))).toBe(170);
    expect(count(rows.filter((r) => r.cohort === 'baseline'))).toBe(100);
    expect(rows.filter((r) => r.cohort === null)).toEqual([]);
  });

  it('adds up sources and dimensions of one batch, histograms bucket by bucket', async () => {
    const service = 'summed';
    await insertSamples(db.sql, [
      sample({ service, source: 'a' }),
      sample({ service, source: 'b', dims: 'x' }),
      sample({ service, source: 'c', latency: null }),
    ]);
    const { samples } = await readNewSamples(db.sql, ask(service, null));
    expect(samples.get('r')).toMatchObject([
      { requests: 20, errors: 2, latency: { bounds: [5, 10], counts: [12, 6, 2] }, at: T0, intervalMs: 10_000 },
      { requests: 10, latency: null },
    ]);
  });

  it('does not wait for a transaction that commits late, and gives its samples exactly once', async () => {
    const service = 'late';
    const slow = await db.connect();
    await slow.query('BEGIN');
    await insertSamples(toSql(slow), [sample({ service, source: 'slow', requests: 1 })]);
    await insertSamples(db.sql, [sample({ service, source: 'fast', requests: 2 })]);
    const first = await readNewSamples(db.sql, ask(service, null));
    expect(count(first.samples.get('r'))).toBe(2);
    await slow.query('COMMIT');
    const second = await readNewSamples(db.sql, ask(service, first.horizon));
    expect(count(second.samples.get('r'))).toBe(1);
    const third = await readNewSamples(db.sql, ask(service, second.horizon));
    expect(third.samples.has('r')).toBe(false);
  });

  it('reads every sample once while several connections write, repeat and hold transactions open', async () => {
    const service = 'stress';
    const writers = await Promise.all([1, 2, 3, 4].map(() => db.connect()));
    let writing = writers.length;
    const written = writers.map(async (client, w) => {
      for (let batch = 0; batch < 25; batch += 1) {
        const rows = Array.from({ length: 8 }, (_, i) =>
          sample({ service, source: `${w}-${batch}-${i}`, requests: 1, latency: null }),
        );
        await client.query('BEGIN');
        await insertSamples(toSql(client), rows);
        if (batch % 3 === w % 3) await new Promise((resolve) => setTimeout(resolve, 5));
        await client.query(batch % 10 === 9 ? 'ROLLBACK' : 'COMMIT');
        await insertSamples(toSql(client), rows);
      }
      writing -= 1;
    });
    let cursor: string | null = null;
    let read = 0;
    const look = async () => {
      const { horizon, samples, reset } = await readNewSamples(db.sql, ask(service, cursor));
      expect(reset.size).toBe(0);
      cursor = horizon;
      read += count(samples.get('r'));
    };
    while (writing > 0) await look();
    await Promise.all(written);
    await look();
    expect(read).toBe(4 * 25 * 8);
  });

  it('takes a cursor from another life of the database as none, and says so', async () => {
    const service = 'restored';
    await insertSamples(db.sql, [sample({ service })]);
    const far = '99999999990:99999999999:';
    const { samples, reset, horizon } = await readNewSamples(db.sql, ask(service, far));
    expect(reset).toEqual(new Set(['r']));
    expect(count(samples.get('r'))).toBe(10);
    expect(BigInt(horizon.split(':')[1] ?? '')).toBeLessThan(99999999999n);
  });

  it('gives what a restored dump brought along once, also when its transaction numbers come round', async () => {
    const service = 'dumped';
    await addServices(db.sql, [service]);
    await insertSamples(db.sql, [sample({ service })]);
    await db.sql.query("UPDATE telemetry_sample SET tx = '99999999990' WHERE service = $1", [service]);
    const first = await readNewSamples(db.sql, ask(service, null));
    expect(count(first.samples.get('r'))).toBe(10);
    expect((await readNewSamples(db.sql, ask(service, first.horizon))).samples.size).toBe(0);
    await maintainTelemetry(db.sql, { now: Date.now(), retentionDays: 90 });
    expect((await readNewSamples(db.sql, ask(service, first.horizon))).samples.size).toBe(0);
    const [row] = await db.sql.query<{ tx: string }>('SELECT tx::text FROM telemetry_sample WHERE service = $1', [
      service,
    ]);
    expect(row?.tx).toBe('3');
    expect(count((await readNewSamples(db.sql, ask(service, null))).samples.get('r'))).toBe(10);
  });

  it('answers many releases at once, and none', async () => {
    await insertSamples(db.sql, [sample({ service: 'one' }), sample({ service: 'two', requests: 5 })]);
    const { samples } = await readNewSamples(db.sql, [
      { key: 'a', service: 'one', versions: { canary: 'v2', baseline: null }, since: T0, cursor: '1:1:' },
      { key: 'b', service: 'two', versions: { canary: 'v2', baseline: null }, since: T0, cursor: null },
      { key: 'c', service: 'none', versions: { canary: 'v2', baseline: null }, since: T0, cursor: null },
    ]);
    expect([count(samples.get('a')), count(samples.get('b')), samples.has('c')]).toEqual([10, 5, false]);
    expect((await readNewSamples(db.sql, [])).samples.size).toBe(0);
  });
});

describe('windows', () => {
  it('sums what lies wholly inside, and knows when the newest canary sample ended', async () => {
    const service = 'window';
    const stats = (sum: number) => ({ cpu: { count: 2, sum, sumSquares: sum * sum } });
    await insertSamples(db.sql, [
      sample({ service, values: stats(1) }),
      sample({ service, at: T0 + 10_000, values: stats(3), latency: { bounds: [5, 20], counts: [1, 1, 0] } }),
      sample({ service, at: T0 + 20_000, requests: 1000 }),
      sample({ service, at: T0 + 90_000, cohort: 'baseline' }),
    ]);
    const sums = await readWindow(db.sql, { service, version: 'v2', began: T0, from: T0, to: T0 + 25_000 });
    expect(sums).toEqual({
      samples: 2,
      requests: 20,
      errors: 2,
      latency: { bounds: [5], counts: [7, 5] },
      values: { cpu: { count: 4, sum: 4, sumSquares: 10 } },
    });
    const newest = await newestSample(
      db.sql,
      [
        { service, version: 'v2' },
        { service, version: 'v9' },
      ],
      T0,
    );
    expect(newest).toEqual([T0 + 30_000, null]);
  });

  it.each([
    ['a version’s own samples', 'v1', T0, ['own', 'said', 'nameless']],
    ['its own as the canary it was before this release', 'v1', T0 + 10_000, ['own', 'canary before', 'nameless']],
    ['what says it is the baseline, where no version tells', null, T0, ['said', 'nameless']],
  ])('the past of a baseline is %s', async (_, version, began, expected) => {
    const service = `past-${expected.join('-')}`;
    const rows = {
      own: sample({ service, version: 'v1', requests: 1 }),
      'canary before': sample({ service, version: 'v1', cohort: 'canary', requests: 10 }),
      said: sample({ service, version: 'code-7', cohort: 'baseline', requests: 100 }),
      other: sample({ service, version: 'code-7', cohort: 'canary', requests: 1000 }),
      nameless: sample({ service, version: '', cohort: 'baseline', requests: 10_000 }),
    };
    await insertSamples(db.sql, Object.values(rows));
    const { requests } = await readWindow(db.sql, { service, version, began, from: T0, to: T0 + 20_000 });
    const counted = Object.entries(rows).filter(([name]) => expected.includes(name));
    expect(requests).toBe(counted.reduce((sum, [, row]) => sum + row.requests, 0));
  });
});
