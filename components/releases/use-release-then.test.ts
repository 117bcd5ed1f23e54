import { expect, it } from 'vitest';
import { windowStart } from '@/components/gates/chart-view';
import { auditEvent, NOW, release } from './testing/release';
import { releaseThen } from './use-release-then';

const MINUTE = 60_000;
const iso = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();
const confirmed = (minutes: number, step: number) => auditEvent('exposure.confirmed', minutes, { step });
const EVENTS = [confirmed(-3, 2), confirmed(-40, 1), confirmed(-80, 0)];
const RELEASE = release({ createdAt: iso(-120), startedAt: iso(-81) });

it.each([
  ['now', 0, 2, iso(-3), true],
  ['a step before', -10, 1, iso(-40), false],
  ['before the first', -80.5, 2, null, false],
  ['before it began', -100, 2, null, false],
] as const)('takes the step of the moment: %s', (_, minutes, index, startedAt, holds) => {
  const at = NOW + minutes * MINUTE;
  const then = releaseThen(RELEASE, EVENTS, at);
  expect([then.step.index, then.step.startedAt, then.hold !== null]).toEqual([index, startedAt, holds]);
  for (const window of ['step', 'release'] as const) expect(windowStart(window, then, at)).toBeLessThan(at);
});
