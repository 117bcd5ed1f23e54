import { describe, expect, it } from 'vitest';
import { parse } from '@/lib/http/parse';
import { withTestDatabase } from '@/lib/testing/database';
import { ingestTelemetry } from './ingest';
import { maintainTelemetry } from './partitions';
import { createTelemetry } from './runtime';
import { telemetryPushSchema } from './schema';
import { addServices, wireSample } from './testing/fixtures';

const db = withTestDatabase();
const HOUR = 3_600_000;
const now = Date.now();
const telemetry = () => createTelemetry({ sql: db.sql, clock: { now: () => now }, retentionDays: 90 });
const push = (service: string, samples: unknown[], source?: string) =>
  ingestTelemetry(telemetry(), { service, samples, ...(source === undefined ? {} : { source }) });
const at = (ms: number) => new Date(ms).toISOString();
const stored = async (service: string) =>
  (
    await db.sql.query<{ n: number }>('SELECT count(*)::int AS n FROM telemetry_sample WHERE service = $1', [service])
  )[0]?.n;

describe('pushing telemetry', () => {
  it('counts a sample once, in the batch and over batches, whatever the order of its dimensions', async () => {
    await addServices(db.sql, ['twice']);
    const one = wireSample({ dimensions: { route: '/a', region: 'eu' } });
    const same = wireSample({ dimensions: { region: 'eu', route: '/a' }, requests: 999 });
    expect(await push('twice', [one, same, wireSample()])).toEqual({ accepted: 2, duplicates: 1, refused: [] });
    expect(await push('twice', [same, wireSample(), wireSample({ cohort: 'canary' })])).toEqual({
      accepted: 1,
      duplicates: 2,
      refused: [],
    });
    expect(await push('twice', [wireSample()], 'another')).toMatchObject({ accepted: 1 });
    expect(await push('twice', [wireSample({ interval: '30s' })])).toMatchObject({ accepted: 1 });
    expect(await stored('twice')).toBe(5);
  });

  const bad: [string, unknown, RegExp][] = [
    ['no sample', 7, /must be an object/],
    ['an unknown field', wireSample({ foo: 1 }), /^foo is not a known field$/],
    ['a wrong type', wireSample({ requests: '12' }), /^requests must be a/],
    ['a fraction', wireSample({ requests: 1.5, errors: 0 }), /^requests must be a whole number/],
    ['a negative count', wireSample({ errors: -1 }), /^errors must be at least 0/],
    ['a count beyond exact numbers', wireSample({ requests: 1e300 }), /^requests/],
    ['more errors than requests', wireSample({ errors: 101 }), /errors \(101\) are more than requests/],
    ['neither version nor cohort', wireSample({ version: undefined }), /version or cohort is needed/],
    ['a cohort nobody knows', wireSample({ cohort: 'blue' }), /^cohort must be one of/],
    ['a time in words', wireSample({ at: 'yesterday' }), /^at must be a time/],
    ['a time without zone', wireSample({ at: '2026-11-21T10:00:00' }), /^at must be a time/],
    ['a day that does not exist', wireSample({ at: '2026-13-40T10:00:00Z' }), /^at must be a time/],
    ['no interval', wireSample({ interval: '0s' }), /^interval must be/],
    ['an interval in words', wireSample({ interval: 'ten' }), /^interval must be/],
    ['too few counts', wireSample({ latencyMs: { bounds: [1, 2], counts: [1, 2] } }), /one entry more than bounds/],
    ['bounds that fall', wireSample({ latencyMs: { bounds: [2, 1], counts: [1, 2, 3] } }), /bounds must rise/],
    ['an impossible variance', wireSample({ values: { cpu: { count: 2, sum: 9, sumSquares: 1 } } }), /too small/],
    ['NUL in text', wireSample({ version: 'a\0b' }), /^version must be plain text/],
    ['half a character', wireSample({ dimensions: { route: '\ud800' } }), /^dimensions.route must be plain text/],
    ['a clock an hour ahead', wireSample({ at: at(now + HOUR) }), /^clock 60 min ahead/],
    ['a clock a day ahead', wireSample({ at: at(now + 24 * HOUR) }), /^clock 24 h ahead/],
    ['what is past its retention', wireSample({ at: at(now - 91 * 24 * HOUR) }), /older than the 90 days/],
  ];
  it.each(bad)('refuses %s with its index and keeps the rest', async (name, sample, reason) => {
    const service = `bad-${bad.findIndex(([n]) => n === name)}`;
    await addServices(db.sql, [service]);
    const answer = await push(service, [wireSample(), sample, wireSample({ version: 'v1' })]);
    expect(answer).toEqual({
      accepted: 2,
      duplicates: 0,
      refused: [{ index: 1, reason: expect.stringMatching(reason) }],
    });
  });

  it('refuses the whole request for an unknown service or a wrong envelope', async () => {
    await expect(push('nobody', [wireSample()])).rejects.toMatchObject({ code: 'not_found' });
    expect(await stored('nobody')).toBe(0);
    for (const [body, path] of [
      [{ service: 'x', samples: {} }, 'samples'],
      [{ service: 'x', samples: [], extra: 1 }, 'extra'],
      [{ samples: [] }, 'service'],
      [{ service: 7, samples: [] }, 'service'],
    ] as const) {
      expect(() => parse(telemetryPushSchema, body, 'The body')).toThrow(
        expect.objectContaining({ status: 400, errors: [expect.objectContaining({ path })] }),
      );
    }
  });

  it('stores late samples in their own day and drops days past retention', async () => {
    await addServices(db.sql, ['old']);
    const day = now - 40 * 24 * HOUR;
    expect(await push('old', [wireSample({ at: at(day) }), wireSample()])).toMatchObject({ accepted: 2 });
    const [where] = await db.sql.query<{ t: string }>(
      'SELECT tableoid::regclass::text AS t FROM telemetry_sample WHERE service = $1 ORDER BY at LIMIT 1',
      ['old'],
    );
    expect(where?.t).toBe(`telemetry_sample_p${at(day).slice(0, 10).replaceAll('-', '')}`);
    const kept = await maintainTelemetry(db.sql, { now, retentionDays: 90 });
    expect(kept.dropped).toBe(0);
    const gone = await maintainTelemetry(db.sql, { now, retentionDays: 30 });
    expect(gone.dropped).toBe(1);
    expect(await stored('old')).toBe(1);
  });

  it('reports the skew of each source and announces news once for a burst', async () => {
    await addServices(db.sql, ['skewed']);
    const listener = await db.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('LISTEN rampart');
    const deps = telemetry();
    for (let i = 0; i < 20; i += 1) {
      const samples = [wireSample({ at: at(now - 60_000 - i * 10_000) })];
      await ingestTelemetry(deps, { service: 'skewed', source: 'right', samples });
    }
    await ingestTelemetry(deps, { service: 'skewed', source: 'ahead', samples: [wireSample({ at: at(now + HOUR) })] });
    await ingestTelemetry(deps, { service: 'skewed', source: 'behind', samples: [wireSample({ at: at(now - HOUR) })] });
    await deps.wake.flush();
    const sources = await db.sql.query<{ source: string; skew: number | null; refused: number; newest: number | null }>(
      `SELECT source, skew_ms::float8 AS skew, refused::int AS refused,
        (extract(epoch FROM newest_at) * 1000)::float8 AS newest
       FROM telemetry_source WHERE service = 'skewed' ORDER BY source`,
    );
    expect(sources).toEqual([
      { source: 'ahead', skew: HOUR, refused: 1, newest: null },
      { source: 'behind', skew: -HOUR + 10_000, refused: 0, newest: now - HOUR },
      { source: 'right', skew: null, refused: 0, newest: now - 60_000 },
    ]);
    await listener.query('SELECT 1');
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThanOrEqual(3);
    expect(JSON.parse(heard[0] ?? '')).toEqual({ t: 'telemetry', s: ['skewed'] });
  });

  it('survives the same samples from several connections in opposite orders', async () => {
    await addServices(db.sql, ['crossed']);
    const rows = Array.from({ length: 300 }, (_, i) =>
      wireSample({ at: at(now - 100_000 - i * 1000), interval: '1s' }),
    );
    const answers = await Promise.all(
      [rows, rows.toReversed(), rows, rows.toReversed()].map((r) => push('crossed', r)),
    );
    expect(answers.reduce((n, a) => n + a.accepted, 0)).toBe(300);
    expect(await stored('crossed')).toBe(300);
  });
});
