import { describe, expect, it } from 'vitest';
import {
  FLAGGER_DEFAULTS,
  type FlaggerCheck,
  type FlaggerSpec,
  type FlaggerState,
  freshFlagger,
  newRevision,
  tickFlagger,
} from './flagger';

/** The states after each tick. */
function run(checks: FlaggerCheck[], change: Partial<FlaggerSpec> = {}): FlaggerState[] {
  const states = [freshFlagger()];
  for (const check of checks)
    states.push(tickFlagger(states.at(-1) ?? freshFlagger(), check, { ...FLAGGER_DEFAULTS, ...change }));
  return states;
}
const last = (states: FlaggerState[]) => states.at(-1);
const good = (n: number): FlaggerCheck[] => Array.from({ length: n }, () => 'passed');
const bad = (n: number): FlaggerCheck[] => Array.from({ length: n }, () => 'failed');

describe('weights', () => {
  it.each([
    ["Flagger's overshoot", { clamp: false }, [0, 20, 40, 60]],
    ['ours stop at the maximum', { clamp: true }, [0, 20, 40, 50]],
  ])('%s', (_, change, expected) => {
    const states = run(good(4), { stepWeight: 20, maxWeight: 50, ...change });
    expect(states.slice(0, 4).map((state) => state.weight)).toEqual(expected);
    expect(last(states)?.phase).toBe('promoting');
  });
  it('never exceed 100', () => {
    expect(last(run(good(2), { stepWeight: 60, maxWeight: 100 }))?.weight).toBe(100);
  });
  it('go back to the new primary after the promotion, and end', () => {
    const states = run(good(7), { stepWeight: 25 });
    expect(states.map((state) => [state.phase, state.weight])).toEqual([
      ['progressing', 0],
      ['progressing', 25],
      ['progressing', 50],
      ['promoting', 50],
      ['finalising', 0],
      ['succeeded', 0],
      ['succeeded', 0],
      ['succeeded', 0],
    ]);
  });
});

describe('failed checks', () => {
  it('halt, and roll back on the tick after the threshold is reached, whatever that tick finds', () => {
    const states = run([...good(1), ...bad(5), ...good(1)]);
    expect(states.map((state) => state.phase)).toEqual([...Array.from({ length: 7 }, () => 'progressing'), 'failed']);
    expect(states[6]).toEqual({ phase: 'progressing', weight: 10, failedChecks: 5 });
    expect(last(states)).toEqual({ phase: 'failed', weight: 0, failedChecks: 5 });
  });
  it('are not forgotten on success', () => {
    const states = run([...good(1), 'failed', 'passed', 'failed', 'passed', 'passed'], { threshold: 2 });
    expect(last(states)?.phase).toBe('failed');
  });
  it('begin when traffic does: nothing is checked at weight 0', () => {
    expect(last(run(['failed']))).toEqual({ phase: 'progressing', weight: 10, failedChecks: 0 });
  });
  it('a metric without values is one; ours holds', () => {
    expect(last(run([...good(1), 'no_data']))?.failedChecks).toBe(1);
    expect(last(run([...good(1), 'no_data'], { noData: 'hold' }))).toEqual({
      phase: 'progressing',
      weight: 10,
      failedChecks: 0,
    });
  });
  it('a new revision starts over', () => {
    expect(newRevision()).toEqual({ phase: 'progressing', weight: 0, failedChecks: 0 });
  });
  it('a failed canary stays failed', () => {
    const failed: FlaggerState = { phase: 'failed', weight: 0, failedChecks: 5 };
    expect(tickFlagger(failed, 'passed', FLAGGER_DEFAULTS)).toBe(failed);
  });
});
