import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { formatCount } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import { getRings } from '@/lib/rings/rings';
import { noService } from '@/lib/services/read-model';
import { durationMs } from '@/lib/shared/duration';
import type { PrismaClient } from '@/prisma/generated/client';
import { getPlan } from '../read-model';
import { type PlanSpec, stepGates } from '../schema';
import { assessStep, type Subject } from './assess-step';
import { type Recorded, readHistory } from './read-history';
import type { AssessInput, Assessment, StepOutlook } from './schema';
import { summaryOf } from './summary';

type Deps = { db: PrismaClient; sql: Sql; clock: Clock };

/** Each gate at each step is some milliseconds of arithmetic; a plan beyond this is not a plan for people. */
const MOST = 200;

/** What a plan can catch with a service's traffic. 404 for an unknown plan or service, 422 for a plan too large to assess. */
export async function assessPlan(deps: Deps, name: string, input: AssessInput): Promise<Assessment> {
  const plan: PlanSpec = input.spec ?? (await getPlan(deps.db, name));
  const gates = plan.steps.reduce((sum, _, index) => sum + stepGates(plan, index).length, 0);
  if (gates > MOST)
    throw new AppError(
      'unprocessable',
      `This plan looks at ${gates} gates over its steps; at most ${MOST} can be assessed.`,
    );
  const service = input.service ?? null;
  if (service !== null && (await deps.db.service.count({ where: { name: service } })) === 0) throw noService(service);
  const recorded = input.history || service === null ? null : await read(deps, service, input.window);
  const history = input.history ?? recorded?.history ?? null;
  const subject: Subject = { plan, history, rings: (await getRings(deps.db)).rings, smallest: input.smallest ?? {} };
  const steps: StepOutlook[] = [];
  for (const [index] of plan.steps.entries()) {
    steps.push(assessStep(subject, index));
    // Others are served between two steps.
    await new Promise(setImmediate);
  }
  return { plan: name, service, history, basis: basisOf(input, recorded), steps, ...summaryOf(plan, steps, service) };
}

function read(deps: Deps, service: string, window: string): Promise<Recorded | null> {
  const to = deps.clock.now();
  return readHistory(deps.sql, service, { from: to - durationMs(window), to });
}

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

function basisOf(input: AssessInput, recorded: Recorded | null): Assessment['basis'] {
  const kind = input.history ? 'given' : recorded ? 'telemetry' : 'none';
  return {
    kind,
    version: recorded?.version ?? null,
    from: iso(recorded?.from),
    to: iso(recorded?.to),
    minutes: recorded?.minutes ?? 0,
    requests: recorded?.requests ?? 0,
    sentence: basisSentence(input, recorded),
  };
}

function basisSentence(input: AssessInput, recorded: Recorded | null): string {
  if (input.history) return 'From the history that was given.';
  if (!recorded)
    return `No requests of ${input.service ?? 'this service'} in the last ${formatDuration(durationMs(input.window))}.`;
  const span = formatDuration(recorded.minutes * 60_000);
  const thin = recorded.minutes < 60 ? ': little, so take it as a guess' : '';
  const whose = recorded.version === null ? 'all versions together' : `errors are those of ${recorded.version}`;
  return `From ${span} of telemetry within the last ${formatDuration(durationMs(input.window))}, ${formatCount(recorded.requests)} requests, ${whose}${thin}.`;
}
