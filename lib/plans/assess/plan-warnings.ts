import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { planSpecSchema, stepGates } from '../schema';
import { assessStep } from './assess-step';
import { readHistory } from './read-history';
import type { StepOutlook } from './schema';
import { summaryOf } from './summary';

type Deps = { sql: Sql; clock: Clock };

/** A day says enough of the traffic to warn. */
const WINDOW_MS = 86_400_000;

/** Whoever starts a release does not wait for the arithmetic of a plan larger than this. */
const MOST = 40;

/**
 * What to know before a release starts: the weakest step of its plan with the service's traffic of the last day. Nothing
 * where it cannot be said: who starts a release is told by the start itself what is wrong with it.
 */
export async function planWarnings(
  { sql, clock }: Deps,
  asked: { service: string; plan?: string | undefined },
): Promise<string[]> {
  const [row] = await sql.query<{ spec: unknown }>(
    `SELECT p.spec FROM service s JOIN plan p ON p.name = coalesce($2::text, s.plan) WHERE s.name = $1 AND s.archived_at IS NULL`,
    [asked.service, asked.plan ?? null],
  );
  const plan = row ? planSpecSchema.parse(row.spec) : null;
  if (!plan || plan.steps.reduce((sum, _, index) => sum + stepGates(plan, index).length, 0) > MOST) return [];
  const now = clock.now();
  const recorded = await readHistory(sql, asked.service, { from: now - WINDOW_MS, to: now });
  if (!recorded) return [];
  const rings = await sql.query<{ name: string; share: number | null }>(
    'SELECT name, share FROM ring ORDER BY position',
  );
  const subject = {
    plan,
    history: recorded.history,
    rings: rings.map(({ name, share }) => (share === null ? { name } : { name, share })),
    smallest: {},
    brief: true,
  };
  const steps: StepOutlook[] = [];
  for (const [index] of plan.steps.entries()) {
    steps.push(assessStep(subject, index));
    await new Promise(setImmediate);
  }
  return summaryOf(plan, steps, asked.service).warnings;
}
