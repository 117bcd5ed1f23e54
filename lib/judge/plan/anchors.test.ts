import { describe, expect, test } from 'vitest';
import { thetaAt } from '../rate/outcome';
import { secondsFor } from './curve';
import { type Events, limitEvents, rateCurve, ratioEvents } from './rate-curve';

/** The published decision times are those of the bare grid mixture at α = .05, looked at after every event. */
const bare = { starts: false, bets: false };
const NEED = Math.log(20);
/** So few a second that there is a look at every event. */
const RATE = 0.005;

const errors = (events: Events) =>
  (secondsFor(rateCurve(events, NEED, bare), 0.5) ?? Number.NaN) * (events.up + events.down);

/** ±25 %; where a handful of errors decides, ±3 of them: a walk is smoother than single errors are. */
const near = (found: number, published: number) =>
  expect(Math.abs(found - published), `${found.toFixed(1)} for ${published}`).toBeLessThanOrEqual(
    Math.max(0.25 * published, 3),
  );

const entries = (medians: Record<number, number>) =>
  Object.entries(medians).map(([ratio, published]) => [Number(ratio), published] as const);

describe('medians of total errors to a decision: shared/design/judge.md', () => {
  test.each([
    [0.5, { 1.25: 778, 1.5: 175, 2: 59, 3: 20, 5: 10, 10: 6 }],
    [0.1, { 1.25: 1655, 1.5: 392, 2: 99, 3: 32, 5: 15, 10: 5 }],
  ])('to fail at a share of %d', (share, medians) => {
    for (const [ratio, published] of entries(medians)) {
      const theta = thetaAt(share, ratio);
      near(errors({ up: theta * RATE, down: (1 - theta) * RATE, theta: share }), published);
    }
  });

  test.each([
    [0.5, { 1.25: 749, 1.5: 186, 2: 66, 3: 26 }],
    [0.1, { 1.25: 1736, 1.5: 441, 2: 121, 3: 41 }],
  ])('to pass at a share of %d', (share, medians) => {
    for (const [margin, published] of entries(medians)) {
      const { fine } = ratioEvents({ canary: share * RATE, baseline: (1 - share) * RATE, share }, margin);
      near(errors(fine), published);
    }
  });

  test('1,000 requests/s, 0.1 % errors, 1 % share: no worse than 1.5× in 67 minutes, than 1.2× in seven hours', () => {
    const minutes = (margin: number) => {
      const { fine } = ratioEvents({ canary: 0.01, baseline: 0.99, share: 0.01 }, margin);
      return (secondsFor(rateCurve(fine, NEED, bare), 0.5) ?? Number.NaN) / 60;
    };
    near(minutes(1.5), 67);
    near(minutes(1.2), 7 * 60);
  });
});

test('a limit is the same process against the good requests of the canary', () => {
  const { worse } = limitEvents(20, 0.02, 0.01);
  expect(worse).toEqual({ up: 0.4, down: 19.6, theta: 0.01 });
  const minutes = (secondsFor(rateCurve(worse, NEED, { starts: true, bets: true }), 0.5) ?? Number.NaN) / 60;
  expect(minutes).toBeGreaterThan(1.5);
  expect(minutes).toBeLessThan(3);
});
