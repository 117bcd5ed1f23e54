import { z } from 'zod';
import { gateEvaluationSchema, verdictSchema } from '@/lib/gates/schema';
import { mechanismSchema } from '@/lib/plans/schema';
import { nameSchema, reasonSchema, versionSchema } from '@/lib/shared/names';
import { ACTIONS, BLOCKER_KINDS, RELEASE_KINDS, STATUSES } from './status';

export const statusSchema = z.enum(STATUSES);
export type { Status } from './status';

export const blockerKindSchema = z.enum(BLOCKER_KINDS);
export type BlockerKind = z.infer<typeof blockerKindSchema>;

export const blockerSchema = z.object({
  kind: blockerKindSchema,
  detail: z.string(),
  since: z.string(),
  until: z.string().optional(),
});
export type Blocker = z.infer<typeof blockerSchema>;

/** What a pipeline is told. */
export const proceedSchema = z.object({ proceed: z.boolean(), blockers: z.array(blockerSchema) });

export type ReleaseKind = (typeof RELEASE_KINDS)[number];

export const actionSchema = z.enum(ACTIONS);
export type ActionName = z.infer<typeof actionSchema>;

export const actionInputSchema = z.strictObject({
  reason: reasonSchema.optional(),
  blockers: z
    .array(blockerKindSchema)
    .min(1)
    .optional()
    .meta({ description: 'override only: which blockers to lift; all that stand when absent' }),
});

export const releaseInputSchema = z.strictObject({
  service: nameSchema,
  version: versionSchema,
  baselineVersion: versionSchema.optional(),
  plan: nameSchema.optional(),
  commit: z.string().max(200).optional(),
  artifact: z.string().max(500).optional(),
  changelog: z.string().max(20_000).optional(),
  risk: z.string().max(2000).optional(),
  kind: z.enum(RELEASE_KINDS).optional().meta({
    description:
      'A `security_fix` or `revert` passes the freezes and budget policies that let it; recorded when it does',
  }),
  startAt: z.iso.datetime({ offset: true }).optional(),
  reason: reasonSchema.optional(),
});
export type ReleaseInput = z.output<typeof releaseInputSchema>;

export const stepViewSchema = z.object({
  index: z.int(),
  count: z.int(),
  ring: z.string(),
  exposure: z.number(),
  startedAt: z.string().nullable(),
  holdEndsAt: z.string().nullable(),
});

/** A release as every client sees it (contract.md, "A release"); additions are welcome, names are fixed. */
export const releaseSchema = z.object({
  id: z.string(),
  service: z.string(),
  version: z.string(),
  baselineVersion: z.string().nullable(),
  plan: z.string(),
  planVersion: z.int(),
  mechanism: mechanismSchema,
  status: statusSchema,
  reason: z.string(),
  step: stepViewSchema,
  /** The whole plan in short, for the ring rail. */
  steps: z.array(
    z.object({
      ring: z.string(),
      exposure: z.number(),
      hold: z.string(),
      gates: z.int(),
      approvals: z.int(),
      approved: z.int(),
    }),
  ),
  exposure: z.object({
    desired: z.number(),
    observed: z.number().nullable(),
    generation: z.int(),
    confirmedAt: z.string().nullable(),
  }),
  verdict: verdictSchema.nullable(),
  gates: z.array(gateEvaluationSchema),
  blockers: z.array(blockerSchema),
  /** What a person may do now; the page shows no other button. */
  actions: z.array(actionSchema),
  /** Which actions the plan demands a reason for. */
  reasonFor: z.array(actionSchema),
  /** Approvals given so far, oldest first. */
  approvals: z.array(z.object({ step: z.int(), person: z.string(), name: z.string(), at: z.string() })),
  hold: z
    .object({
      totalMs: z.number(),
      elapsedMs: z.number(),
      extendedMs: z.number(),
      atMostMs: z
        .number()
        .meta({ description: 'How long unproven gates may extend this hold; 0 where none extends it' }),
      running: z.boolean(),
    })
    .nullable(),
  attention: z.object({ class: z.int(), priority: z.number(), since: z.string() }),
  /** Why it stands still, while it is paused. */
  pause: z
    .object({
      kind: z.enum(['person', 'gate', 'refusal', 'unproven', 'withdrawn', 'rejected']),
      by: z.string(),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
  rollback: z
    .object({
      by: z.string(),
      automatic: z.boolean(),
      reason: z.string(),
      at: z.string(),
      fromStep: z.int(),
      fromExposure: z.number(),
    })
    .nullable(),
  override: z
    .object({ blockers: z.array(blockerKindSchema), by: z.string(), reason: z.string(), at: z.string() })
    .nullable(),
  tier: z.int(),
  /** The team that owns the service. */
  owner: z.string(),
  attempt: z.int(),
  commit: z.string().nullable(),
  artifact: z.string().nullable(),
  changelog: z.string().nullable(),
  risk: z.string().nullable(),
  kind: z.enum(RELEASE_KINDS),
  startAt: z.string().nullable(),
  createdBy: z.string(),
  /** Who cannot be its only approver. */
  createdById: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  updatedAt: z.string(),
  revision: z.int(),
});
export type Release = z.infer<typeof releaseSchema>;
