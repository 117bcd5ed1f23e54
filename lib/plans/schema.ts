import { z } from 'zod';
import { gateSpecSchema } from '@/lib/gates/schema';
import { parseDuration } from '@/lib/shared/duration';
import { durationSchema } from '@/lib/shared/duration-schema';
import { exposureSchema } from '@/lib/shared/exposure';
import { nameSchema } from '@/lib/shared/names';

export const MECHANISMS = ['canary', 'flag', 'ring', 'blue-green'] as const;
export const mechanismSchema = z.enum(MECHANISMS);

export const approvalSpecSchema = z.strictObject({
  count: z.int().min(1).max(20),
  role: nameSchema.default('approver').meta({
    description: 'At least this role, in the team that owns the service or everywhere; or the name of a team',
  }),
  team: nameSchema.optional().meta({ description: 'Only people of this team may give it' }),
  within: durationSchema
    .refine((text) => parseDuration(text) !== 0, { error: 'must be longer than nothing: nobody could give it' })
    .optional()
    .meta({ description: 'How long it is asked for' }),
  onTimeout: z.enum(['reject', 'wait']).optional().meta({
    description:
      'After `within` without enough approvals: `reject` (default) cancels a release nobody sees and pauses another; `wait` keeps asking',
  }),
});

export const stepSchema = z.strictObject({
  ring: nameSchema,
  exposure: exposureSchema,
  hold: durationSchema,
  gates: z
    .array(nameSchema)
    .max(50)
    .optional()
    .meta({ description: 'Names of gates; without it every gate of the plan' }),
  approval: approvalSpecSchema.optional(),
});

const requireReasonSchema = z.strictObject({
  rollback: z.boolean().default(false),
  reject: z.boolean().default(false),
  override: z.boolean().default(true),
  kill: z.boolean().default(true),
});

/** A rollout plan, checked as a whole: rising exposure, last step 100, gates that exist. */
export const planSpecSchema = z
  .strictObject({
    mechanism: mechanismSchema,
    steps: z.array(stepSchema).min(1).max(50),
    gates: z.record(nameSchema, gateSpecSchema).default({}),
    rollback: z
      .strictObject({
        automatic: z.boolean(),
        failingGates: z.int().min(1).max(50).default(1),
        severeEffect: z.number().gt(1).max(1000).optional().meta({
          description:
            'Where failingGates is above 1: a single gate rolls back too when its effect is at least this factor, proven',
        }),
      })
      .default({ automatic: true, failingGates: 1 }),
    noDataAfter: durationSchema.default('2m'),
    requireReason: requireReasonSchema.default({ rollback: false, reject: false, override: true, kill: true }),
  })
  .superRefine((plan, ctx) => {
    for (const issue of planIssues(plan)) ctx.addIssue({ code: 'custom', ...issue });
  });

export type PlanSpec = z.output<typeof planSpecSchema>;
export type PlanInput = z.input<typeof planSpecSchema>;
export type Step = PlanSpec['steps'][number];
export type Mechanism = PlanSpec['mechanism'];

type Shape = Pick<PlanSpec, 'mechanism' | 'steps' | 'gates'>;
type Issue = { path: (string | number)[]; message: string };

/** What is wrong with a plan beyond the types of its fields (lifecycle.md, "Exposure, rings, cohorts"). */
function planIssues(plan: Shape): Issue[] {
  const issues: Issue[] = [...gateIssues(plan)];
  const last = plan.steps.at(-1);
  if (last && last.exposure !== 100) {
    issues.push({
      path: ['steps', plan.steps.length - 1, 'exposure'],
      message: `the last step must be 100, not ${last.exposure}`,
    });
  }
  if (plan.mechanism === 'blue-green') issues.push(...blueGreenIssues(plan));
  else if (plan.mechanism === 'ring') issues.push(...ringIssues(plan));
  else issues.push(...risingIssues(plan));
  return issues;
}

function gateIssues(plan: Shape): Issue[] {
  return plan.steps.flatMap((step, i) =>
    (step.gates ?? []).flatMap((name, j) =>
      name in plan.gates ? [] : [{ path: ['steps', i, 'gates', j], message: `no gate named "${name}" in this plan` }],
    ),
  );
}

function risingIssues(plan: Shape): Issue[] {
  return plan.steps.flatMap((step, i) => {
    const before = plan.steps[i - 1];
    if (step.exposure === 0)
      return [{ path: ['steps', i, 'exposure'], message: 'must be above 0; only blue-green has a dark step' }];
    if (!before || step.exposure >= before.exposure) return [];
    return [
      { path: ['steps', i, 'exposure'], message: `exposure never falls: ${step.exposure} after ${before.exposure}` },
    ];
  });
}

function ringIssues(plan: Shape): Issue[] {
  const left = new Set<string>();
  return plan.steps.flatMap((step, i) => {
    const before = plan.steps[i - 1];
    if (step.exposure === 0) return [{ path: ['steps', i, 'exposure'], message: 'must be above 0' }];
    if (!before) return [];
    if (before.ring === step.ring) {
      return step.exposure >= before.exposure
        ? []
        : [
            {
              path: ['steps', i, 'exposure'],
              message: `exposure never falls within a ring: ${step.exposure} after ${before.exposure}`,
            },
          ];
    }
    left.add(before.ring);
    if (left.has(step.ring))
      return [{ path: ['steps', i, 'ring'], message: `rings never go back: ${step.ring} was left before` }];
    return before.exposure === 100
      ? []
      : [{ path: ['steps', i, 'ring'], message: `ring ${before.ring} must reach 100 before ${step.ring} begins` }];
  });
}

function blueGreenIssues(plan: Shape): Issue[] {
  const exposed = plan.steps.filter((step) => step.exposure > 0);
  if (plan.steps.length > 2 || exposed.length !== 1) {
    return [{ path: ['steps'], message: 'blue-green has one step at 100, and at most one dark step at 0 before it' }];
  }
  return [];
}

/** Names of the gates a step must satisfy: its own list, or every gate of the plan. */
export function stepGates(plan: PlanSpec, index: number): string[] {
  return plan.steps[index]?.gates ?? Object.keys(plan.gates);
}
