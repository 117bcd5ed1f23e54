import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Counts of one part of the suite; `notes` name what failed. */
export type Tally = { passed: number; failed: number; notes: readonly string[] };

export const none: Tally = { passed: 0, failed: 0, notes: [] };

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    notes: [...one.notes, ...other.notes],
  };
}

/** One check that passes or fails as a whole, such as the types. */
export function single(name: string, passed: boolean): Tally {
  return passed ? { passed: 1, failed: 0, notes: [] } : { passed: 0, failed: 1, notes: [name] };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number().default(0),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

function report(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A run that ended badly without a failed test (a crash, a file that does not load) still counts as one failure. */
function atLeastOne(tally: Tally, ok: boolean, name: string): Tally {
  return ok || tally.failed > 0 ? tally : add(tally, single(name, false));
}

/** Counts of a Vitest JSON report. A skipped test fails: nothing may be left out. */
export function vitestTally(json: unknown, exitCode: number): Tally {
  const parsed = vitestReport.safeParse(json);
  if (!parsed.success) return single('vitest gave no report', false);
  const { numPassedTests, numFailedTests, numPendingTests, testResults, success } = parsed.data;
  const failedTests = testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName),
  );
  const emptyFiles = testResults
    .filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
    .map((file) => `${file.name} did not load`);
  const skipped = numPendingTests > 0 ? [`${numPendingTests} unit tests were skipped`] : [];
  const tally: Tally = {
    passed: numPassedTests,
    failed: numFailedTests + emptyFiles.length + numPendingTests,
    notes: [...failedTests, ...emptyFiles, ...skipped],
  };
  return atLeastOne(tally, success && exitCode === 0, 'vitest ended with an error');
}

/** Counts of a Playwright JSON report. A test that passed only on retry, or was skipped, fails. */
export function playwrightTally(json: unknown, exitCode: number): Tally {
  const parsed = playwrightReport.safeParse(json);
  if (!parsed.success) return single('playwright gave no report', false);
  const { stats, errors } = parsed.data;
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const notes = [
    ...(failed > 0 ? [`${failed} browser tests failed, were flaky or skipped`] : []),
    ...errors.map((error) => error.message ?? 'playwright reported an error'),
  ];
  return atLeastOne({ passed: stats.expected, failed, notes }, exitCode === 0, 'playwright ended with an error');
}

export const readVitest = (file: string, exitCode: number): Tally => vitestTally(report(file), exitCode);
export const readPlaywright = (file: string, exitCode: number): Tally => playwrightTally(report(file), exitCode);
