import { describe, expect, it } from 'vitest';
import type { StreamEvent } from './event';
import { Hub, type Published } from './hub';

const told = (service: string): StreamEvent => ({ type: 'telemetry.bucket', data: { services: [service] } });
const ids = (published: readonly Published[]) => published.map(({ id }) => id);

describe('the hub', () => {
  it('fans out, and forgets who closed', () => {
    const hub = new Hub('b');
    const seen: Published[] = [];
    const { resumed, close } = hub.subscribe(({ published }) => seen.push(...published), null);
    hub.publish(told('a'));
    close();
    hub.publish(told('b'));
    expect([resumed, ids(seen), hub.size]).toEqual(['fresh', ['b.1'], 0]);
    expect(String(seen[0]?.bytes)).toBe('id: b.1\nevent: telemetry.bucket\ndata: {"services":["a"]}\n\n');
  });

  it.each([
    ['the last one', 'b.5', []],
    ['one before', 'b.3', ['b.4', 'b.5']],
    ['the oldest kept', 'b.2', ['b.3', 'b.4', 'b.5']],
    ['longer ago than is kept', 'b.1', 'resync'],
    ['another process', 'x.4', 'resync'],
    ['the future', 'b.9', 'resync'],
    ['nonsense', 'hello', 'resync'],
  ] as const)('resumes after %s', (_name, last, expected) => {
    const hub = new Hub('b', 3);
    for (const service of ['1', '2', '3', '4', '5']) hub.publish(told(service));
    const { resumed } = hub.subscribe(() => undefined, last);
    expect(typeof resumed === 'string' ? resumed : ids(resumed.missed)).toEqual(expected);
  });

  it('resumes a page from what was the newest event when its data was read', () => {
    const hub = new Hub('b');
    const before = hub.expectPage();
    hub.publish(told('a'));
    const { resumed } = hub.subscribe(() => undefined, before);
    expect(typeof resumed === 'string' ? resumed : ids(resumed.missed)).toEqual(['b.1']);
  });

  it('is wanted by who listens and by a page on its way; what nobody wanted is read anew by who comes back', () => {
    let now = 0;
    const hub = new Hub('b', 10, () => now);
    expect(hub.isWanted).toBe(false);
    const since = hub.expectPage();
    expect(hub.isWanted).toBe(true);
    now = 31_000;
    expect(hub.isWanted).toBe(false);
    hub.skip();
    const { resumed } = hub.subscribe(() => undefined, since);
    expect([resumed, hub.isWanted]).toEqual(['resync', true]);
  });

  it('beats without an id, so a heartbeat is never resumed', () => {
    const hub = new Hub('b');
    hub.beat({ type: 'heartbeat', data: { at: 1, database: true, controller: true } });
    expect(hub.subscribe(() => undefined, 'b.0').resumed).toEqual({ missed: [] });
  });
});
