import { expect, test } from 'vitest';
import { playwrightTally, vitestTally } from './tally';

const vitest = (over: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  success: true,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{ fullName: 'a', status: 'passed' }] }],
  ...over,
});
const failing = vitest({
  numFailedTests: 1,
  success: false,
  testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [{ fullName: 'a', status: 'failed' }] }],
});
const playwright = (stats: object, errors: object[] = []) => ({
  stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors,
});

test('what passed is counted', () => {
  expect(vitestTally(vitest({}), 0)).toEqual({ passed: 3, failed: 0, notes: [] });
  expect(playwrightTally(playwright({}), 0)).toEqual({ passed: 2, failed: 0, notes: [] });
});

test.each([
  ['a failed unit test', vitestTally(failing, 1)],
  ['a skipped unit test', vitestTally(vitest({ numPendingTests: 1 }), 0)],
  [
    'a file that does not load',
    vitestTally(vitest({ success: false, testResults: [{ name: 'x', status: 'failed', assertionResults: [] }] }), 1),
  ],
  ['a crash after the tests', vitestTally(vitest({}), 1)],
  ['no report', vitestTally(undefined, 0)],
  ['a failed browser test', playwrightTally(playwright({ unexpected: 1 }), 1)],
  ['a flaky browser test', playwrightTally(playwright({ flaky: 1 }), 0)],
  ['a skipped browser test', playwrightTally(playwright({ skipped: 1 }), 0)],
  ['a broken browser setup', playwrightTally(playwright({}, [{ message: 'no browser' }]), 1)],
  ['no browser report', playwrightTally(undefined, 0)],
])('%s is a failure', (_, tally) => {
  expect(tally.failed).toBe(1);
  expect(tally.notes.length).toBeGreaterThan(0);
});
