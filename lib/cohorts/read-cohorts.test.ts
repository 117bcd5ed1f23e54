import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '@/lib/shared/uuid';
import { insertSamples } from '@/lib/telemetry/store';
import { addServices, storedSample } from '@/lib/telemetry/testing/fixtures';
import { withTestDatabase } from '@/lib/testing/database';
import { releaseCohorts, releaseLatency, releaseResources } from './read-cohorts';
import { spanOf } from './window';

const db = withTestDatabase();
const T0 = Math.floor(Date.now() / 600_000) * 600_000 - 3_600_000;
const sample = storedSample(T0);
const ID = uuidv7(T0);
const EMPTY_ID = uuidv7(T0 + 1);
const SLOW_ID = uuidv7(T0 + 2);
const deps = () => ({ sql: db.sql, clock: { now: () => T0 + 600_000 } });

async function addRelease(id: string, service: string): Promise<void> {
  await db.sql.query(
    `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by,
       created_by_name, created_at, started_at, status, state, desired, generation)
     VALUES ($1, $2, 'v2', 'v1', 'p', 1, '{}', 'canary', 'u', 'u', $3, $3, 'holding', '{}', 100, 1)`,
    [id, service, new Date(T0)],
  );
}

/** One cell of the fleet: errors of `v2` are in /pay of eu alone. */
const cell = (route: string, region: string, [requests, errors]: [number, number], version = 'v2') =>
  sample({ service: 'shop', version, dims: `${route} ${region}`, dimensions: { route, region }, requests, errors });

/** So many answered within 100 ms, and so many within 200. */
const timed = (route: string, [quick, late]: [number, number], version = 'v2') =>
  sample({
    ...{ service: 'slow', version, dims: route, dimensions: { route }, requests: 1_000, errors: 0 },
    latency: { bounds: [100, 200], counts: [quick, late, 0] },
  });

beforeAll(async () => {
  await addServices(db.sql, ['shop', 'quiet', 'slow']);
  await addRelease(ID, 'shop');
  await addRelease(EMPTY_ID, 'quiet');
  await addRelease(SLOW_ID, 'slow');
  const values = (cpu: number) => ({
    cpu: { count: 1_000, sum: cpu * 1_000, sumSquares: cpu * cpu * 1_100 },
    cost: { count: 1_000, sum: cpu / 10, sumSquares: 1 },
  });
  await insertSamples(db.sql, [
    cell('/pay', 'eu', [1_000, 80]),
    cell('/pay', 'us', [2_000, 8]),
    cell('/cart', 'eu', [3_000, 13]),
    cell('/cart', 'us', [3_000, 11]),
    cell('/pay', 'eu', [9_000, 36], 'v1'),
    cell('/pay', 'us', [18_000, 72], 'v1'),
    cell('/cart', 'eu', [27_000, 108], 'v1'),
    cell('/cart', 'us', [27_000, 108], 'v1'),
    sample({ service: 'shop', version: 'v0', dims: 'x', dimensions: { route: '/pay' }, requests: 50, errors: 50 }),
    // Before its begin and after its end: not in the window.
    { ...cell('/pay', 'eu', [50, 50]), at: T0 - 60_000 },
    timed('/find', [500, 500]),
    timed('/home', [1_000, 0]),
    timed('/find', [1_000, 0], 'v1'),
    timed('/home', [1_000, 0], 'v1'),
    // What is measured apart from requests.
    sample({ service: 'shop', dims: 'm', requests: 0, errors: 0, latency: null, values: values(6) }),
    sample({ service: 'shop', dims: 'm', version: 'v1', requests: 0, errors: 0, latency: null, values: values(5) }),
  ]);
});

describe('errors by cohort', () => {
  it('names the worst route and the region in which it fails', async () => {
    const found = await releaseCohorts(deps(), ID, { by: 'route' });
    expect(found.words.replaceAll('\u202f', ' ')).toBe('/pay in eu: 2.9 % against 0.4 %; 100 % of the extra failures.');
    expect(found.worst).toEqual({ value: '/pay', places: [{ dimension: 'region', value: 'eu' }] });
    expect(found.items.map(({ value, canary, standsOut }) => [value, canary, standsOut])).toEqual([
      ['/pay', { requests: 3_000, errors: 88 }, true],
      ['/cart', { requests: 6_000, errors: 24 }, false],
    ]);
    expect(found.items[0]?.extraFailures).toBeCloseTo(76);
    expect(found.total).toMatchObject({ canary: { requests: 9_000, errors: 112 }, baseline: { requests: 81_000 } });
    expect([found.dimensions, found.values]).toEqual([['region', 'route'], 2]);
  });

  it('tells where it is slower, by the p95 of whole histograms', async () => {
    const found = await releaseCohorts(deps(), SLOW_ID, { by: 'route' });
    expect(found.slower?.replaceAll('\u202f', ' ')).toBe('Slowest at /find: p95 190 ms against 95 ms.');
    expect(found.items.map(({ value, latency }) => [value, Math.round(latency.canary ?? 0), latency.baseline])).toEqual(
      [
        ['/find', 190, 95],
        ['/home', 95, 95],
      ],
    );
    expect(found.total.latency.baseline).toBe(95);
    expect((await releaseCohorts(deps(), EMPTY_ID, { by: 'route' })).slower).toBeNull();
  });

  it('divides by any dimension, and says so where samples carry none', async () => {
    const region = await releaseCohorts(deps(), ID, { by: 'region' });
    expect(region.worst).toEqual({ value: 'eu', places: [{ dimension: 'route', value: '/pay' }] });
    const none = await releaseCohorts(deps(), ID, { by: "it's" });
    expect(none.words).toBe("Samples carry no it's: send it to see where errors rise.");
  });

  it('is calm about a release without samples', async () => {
    const found = await releaseCohorts(deps(), EMPTY_ID, { by: 'route' });
    expect(found).toMatchObject({ items: [], worst: null, words: 'No samples of either cohort in this window.' });
    expect(found.total.canary).toEqual({ requests: 0, errors: 0 });
    expect(await releaseLatency(deps(), EMPTY_ID, {})).toMatchObject({ bandsMs: [], canary: [], baseline: [] });
    expect(await releaseResources(deps(), EMPTY_ID, {})).toMatchObject({ items: [] });
  });

  it('refuses what it cannot answer', async () => {
    await expect(releaseCohorts(deps(), uuidv7(1), { by: 'route' })).rejects.toMatchObject({ code: 'not_found' });
    const day = { from: new Date(T0 - 2 * 86_400_000).toISOString() };
    await expect(releaseLatency(deps(), ID, day)).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(releaseResources(deps(), ID, { from: new Date(T0 + 900_000).toISOString() })).rejects.toMatchObject({
      code: 'unprocessable',
    });
  });
});

it('draws the latency of both cohorts on the same bands', async () => {
  const heat = await releaseLatency(deps(), ID, {});
  expect(heat).toMatchObject({ bucketMs: 10_000, bandsMs: [5, 10] });
  expect(heat.canary).toEqual([{ at: new Date(T0).toISOString(), requests: 40, counts: [24, 12, 4] }]);
  expect(heat.baseline[0]?.counts).toEqual([24, 12, 4]);
  expect(heat.quantiles.canary.p50).toBeCloseTo(4.17, 1);
});

it('compares what both use, and what a thousand requests cost', async () => {
  const { items } = await releaseResources(deps(), ID, {});
  expect(items.map(({ key }) => key)).toEqual(['cpu', 'cost']);
  expect(items[0]).toMatchObject({ canary: { mean: 6, count: 1_000 }, baseline: { mean: 5 }, perThousand: null });
  expect(items[0]?.effect).toBeCloseTo(1.2);
  expect(items[1]?.perThousand?.canary).toBeCloseTo(0.6 / 9);
});

describe('the window', () => {
  const HOUR = 3_600_000;
  it.each([
    ['since it began', { began: 0, ended: null }, 2 * HOUR, [0, 2 * HOUR]],
    ['the last six hours', { began: 0, ended: null }, 20 * HOUR, [14 * HOUR, 20 * HOUR]],
    ['until it ended', { began: 0, ended: 3 * HOUR }, 20 * HOUR, [0, 3 * HOUR]],
    ['a minute of one that began just now', { began: HOUR, ended: null }, HOUR, [HOUR - 60_000, HOUR]],
  ] as const)('%s', (_, release, now, [from, to]) => {
    expect(spanOf(release, {}, now)).toEqual({ from, to });
  });
});
