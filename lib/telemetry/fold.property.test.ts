import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, freshMemory } from '@/lib/gates/fold';
import { withTestDatabase } from '@/lib/testing/database';
import { ingestTelemetry } from './ingest';
import { readNewSamples } from './read-new-samples';
import { readWindow } from './read-window';
import { createTelemetry } from './runtime';
import { addServices } from './testing/fixtures';

const db = withTestDatabase();
const now = Date.now();
const T0 = Math.floor(now / 10_000) * 10_000 - 600_000;
const versions = { canary: 'v2', baseline: 'v1' };

/** Anything a sender may do: repeat, be late, be out of order, mix versions, sources and cohorts. */
const sent = fc.record({
  version: fc.constantFrom('v1', 'v2', 'v0'),
  cohort: fc.constantFrom(undefined, undefined, 'canary' as const, 'baseline' as const),
  source: fc.constantFrom('a', 'b'),
  slot: fc.integer({ min: 0, max: 5 }),
  requests: fc.constant(7),
});
type Sent = typeof sent extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ push: fc.array(sent, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.constant('look' as const) },
  { weight: 1, arbitrary: fc.constant('repeat' as const) },
);

let runs = 0;

describe('folding in order of arrival', () => {
  it('equals the sum of all distinct samples, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        runs += 1;
        const service = `fold-${runs}`;
        await addServices(db.sql, [service]);
        const telemetry = createTelemetry({ sql: db.sql, clock: { now: () => now }, retentionDays: 90 });
        const distinct = new Map<string, Sent>();
        let last: Sent[] = [];
        let memory = freshMemory(T0);
        const push = async (samples: Sent[]) => {
          last = samples;
          for (const source of ['a', 'b']) {
            const mine = samples.filter((sample) => sample.source === source);
            const body = mine.map(({ version, cohort, slot, requests }) => ({
              version,
              ...(cohort === undefined ? {} : { cohort }),
              at: new Date(T0 + slot * 10_000).toISOString(),
              interval: '10s',
              requests,
              errors: 1,
              latencyMs: { bounds: [10], counts: [requests - 2, 2] },
            }));
            const answer = await ingestTelemetry(telemetry, { service, source, samples: body });
            expect(answer.accepted + answer.duplicates).toBe(mine.length);
          }
          for (const s of samples) distinct.set(JSON.stringify([s.version, s.cohort, s.source, s.slot]), s);
        };
        const look = async () => {
          const request = { key: 'r', service, versions, since: T0, cursor: memory.cursor };
          const { samples, horizon } = await readNewSamples(db.sql, [request]);
          memory = fold(memory, samples.get('r') ?? [], versions, horizon).memory;
        };
        for (const action of steps) {
          if (action === 'look') await look();
          else await push(action === 'repeat' ? last : action.push);
        }
        await look();
        for (const cohort of ['canary', 'baseline'] as const) {
          const mine = [...distinct.values()].filter((s) => (s.cohort ?? cohortByVersion(s.version)) === cohort);
          const requests = mine.reduce((n, s) => n + s.requests, 0);
          expect(memory[cohort]).toMatchObject({ requests, errors: mine.length });
          expect(memory[cohort].latency['10'] ?? [0, 0]).toEqual([requests - 2 * mine.length, 2 * mine.length]);
        }
        const window = await readWindow(db.sql, { service, version: 'v1', began: T0, from: T0, to: now });
        expect(window).toMatchObject({ requests: memory.baseline.requests, errors: memory.baseline.errors });
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const cohortByVersion = (version: string) => (version === 'v2' ? 'canary' : version === 'v1' ? 'baseline' : null);
