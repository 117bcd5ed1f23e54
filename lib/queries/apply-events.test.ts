import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW, release } from '@/components/releases/testing/release';
import { byAttention, mergeByAttention } from '@/lib/releases/attention-order';
import type { StreamEvent } from '@/lib/stream/event';
import { mergeFlight, newestReleases, patchFinished, patchFlight, staleAfter } from './apply-events';
import { createLiveStore, freshnessAfter } from './live-store';

const a = release({ id: 'a', revision: 3 });
const b = release({ id: 'b', revision: 1 });
const updated = (...list: (typeof a)[]): StreamEvent[] => list.map((data) => ({ type: 'release.updated', data }));

describe('stream events in the cache', () => {
  it('change in place, add, and take away what ended', () => {
    const news = newestReleases(updated({ ...a, revision: 4, status: 'paused' }, { ...b, id: 'c' }));
    expect(patchFlight([a, b], news).map((entry) => [entry.id, entry.status])).toEqual([
      ['a', 'paused'],
      ['b', 'holding'],
      ['c', 'holding'],
    ]);
    const ended = newestReleases(
      updated({ ...a, revision: 5, status: 'rolled_back', finishedAt: new Date(NOW).toISOString() }),
    );
    expect(patchFlight([a, b], ended).map((entry) => entry.id)).toEqual(['b']);
    expect(patchFinished([], ended, NOW).map((entry) => entry.id)).toEqual(['a']);
    expect(patchFinished([], ended, NOW + 86_400_000)).toEqual([]);
    const yesterday = patchFinished([], ended, NOW);
    expect(patchFinished(yesterday, newestReleases(updated({ ...b, revision: 2 })), NOW + 86_400_000)).toEqual([]);
  });

  it('merge however many came at once', () => {
    const attention = { class: 2, since: '', priority: 0 };
    const many = Array.from({ length: 200_000 }, (_, i) => ({ id: String(i).padStart(6, '0'), attention }));
    expect(mergeByAttention([], many)).toHaveLength(many.length);
  });

  it('leave it in the order of attention, whatever came', () => {
    const entry = fc.record({
      id: fc.stringMatching(/^[a-f]$/),
      class: fc.nat(3),
      priority: fc.nat(3),
      over: fc.boolean(),
    });
    const of = (given: { id: string; class: number; priority: number; over?: boolean }, revision: number) =>
      release({
        id: given.id,
        revision,
        attention: { class: given.class, since: '', priority: given.priority },
        ...(given.over ? { status: 'completed' as const } : {}),
      });
    const unique = (entries: { id: string; class: number; priority: number; over: boolean }[]) => [
      ...new Map(entries.map((one) => [one.id, one])).values(),
    ];
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (known, told) => {
        const list = unique(known)
          .map((one) => of({ ...one, over: false }, 1))
          .sort(byAttention);
        const news = newestReleases(updated(...unique(told).map((one) => of(one, 2))));
        const wanted = [...list.filter(({ id }) => !news.has(id)), ...news.values()].filter(
          ({ status }) => status !== 'completed',
        );
        expect(patchFlight(list, news)).toEqual(wanted.sort(byAttention));
      }),
    );
  });

  it('never let a late event overwrite newer news', () => {
    const late = newestReleases(updated({ ...a, revision: 2, status: 'paused' }));
    expect(patchFlight([a], late)[0]?.status).toBe('holding');
    const both = newestReleases(updated({ ...a, revision: 5 }, { ...a, revision: 4 }));
    expect(both.get('a')?.revision).toBe(5);
  });

  it('keep the same list when nothing in it changed', () => {
    const list = [a];
    expect(patchFlight(list, new Map())).toBe(list);
  });

  it('say what must be read again', () => {
    const event: StreamEvent = {
      type: 'audit.appended',
      data: { events: [{ id: '1', release: 'a', service: 'checkout', type: 'freeze.set', at: '' }] },
    };
    const stale = staleAfter([event, { type: 'telemetry.bucket', data: { services: ['search'] } }]);
    expect([...stale.releases, ...stale.series, stale.freezes, stale.recent, stale.everything]).toEqual([
      'a',
      'search',
      true,
      true,
      false,
    ]);
    expect(staleAfter([{ type: 'resync', data: { why: '' } }]).everything).toBe(true);
  });
});

describe('freshness', () => {
  it.each([
    [0, 'live'],
    [4_999, 'live'],
    [5_000, 'reconnecting'],
    [15_000, 'stale'],
  ] as const)('%i ms of silence is %s', (silence, state) => expect(freshnessAfter(silence)).toBe(state));

  it('comes back with the first sign of life and remembers when a controller last was', () => {
    const store = createLiveStore(NOW, 0);
    store.tick(16_000);
    expect(store.get()).toMatchObject({ state: 'stale', at: NOW });
    store.heard(17_000, { at: NOW + 17_000, database: true, controller: false });
    expect(store.get()).toEqual({ state: 'live', at: NOW + 17_000, database: true, away: false, controllerAt: NOW });
  });

  it('shows old numbers as old once the database has been away for a while', () => {
    const store = createLiveStore(NOW, 0);
    const beat = (at: number, database: boolean) => store.heard(at, { at: NOW + at, database, controller: false });
    beat(1_000, false);
    beat(3_000, false);
    expect(store.get()).toMatchObject({ state: 'live', database: false, away: false });
    store.tick(6_000);
    expect(store.get()).toMatchObject({ state: 'live', away: true });
    beat(7_000, true);
    expect(store.get()).toMatchObject({ database: true, away: false });
  });
});

describe('what is read while the stream goes on', () => {
  const old = { ...a, revision: 2 };
  const fresh = release({ id: 'new', revision: 1 });
  it.each([
    ['news of the stream is kept', [old, b], { before: [a, b], now: [a, b], ended: [] }, [a, b]],
    ['what was read is news', [a], { before: [old], now: [old], ended: [] }, [a]],
    ['one that started meanwhile stays', [b], { before: [b], now: [fresh, b], ended: [] }, [b, fresh]],
    ['one that ended meanwhile is gone', [old, b], { before: [old, b], now: [b], ended: [a] }, [b]],
    ['one that ended unheard is gone', [b], { before: [a, b], now: [a, b], ended: [] }, [b]],
    ['one that is in the air again stays', [a], { before: [], now: [], ended: [old] }, [a]],
  ])('%s', (_, read, known, expected) => expect(mergeFlight(read, known)).toEqual(expected));

  it('gives the same objects where nothing is new', () => {
    expect(mergeFlight([{ ...a }], { before: [a], now: [a], ended: [] })[0]).toBe(a);
  });
});
