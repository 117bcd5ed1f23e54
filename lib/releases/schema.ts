import { z } from 'zod';
import { gateEvaluationSchema, verdictSchema } from '@/lib/gates/schema';
import { approvalSpecSchema, mechanismSchema } from '@/lib/plans/schema';
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

/** What was read of a release before deciding; whatever is sent must still be so. */
export const seenSchema = z.strictObject({
  revision: z.int().optional().meta({ description: 'Of the release as it was read; kept in the record' }),
  step: z.int().optional(),
  planVersion: z.int().optional(),
  artifact: z.string().nullable().optional(),
  commit: z.string().nullable().optional(),
  gates: z.record(z.string(), z.string()).optional().meta({ description: 'The verdict of each gate, by name' }),
});

/** Break-glass as its release shows it until someone else has reviewed it. */
export const givenOverrideSchema = z.object({
  id: z.string(),
  step: z.int(),
  blockers: z.array(blockerKindSchema),
  by: z.string(),
  byId: z.string(),
  reason: z.string(),
  at: z.string(),
  until: z.string(),
});

export const actionInputSchema = z.strictObject({
  reason: reasonSchema.optional(),
  blockers: z
    .array(blockerKindSchema)
    .min(1)
    .optional()
    .meta({ description: 'override only: which blockers to lift; all that stand when absent' }),
  until: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'override only: when it runs out, in the next 24 hours; 4 hours from now when absent' }),
  seen: seenSchema.optional().meta({
    description:
      'approve only: what you looked at. Where it is no longer so: 409 with `changed`, and nothing is approved',
  }),
});

export const releaseInputSchema = z.strictObject({
  service: nameSchema,
  version: versionSchema,
  baselineVersion: versionSchema.optional(),
  plan: nameSchema.optional(),
  commit: z.string().max(200).optional(),
  commitAuthor: z.string().trim().min(1).max(200).optional().meta({
    description: 'E-mail address of who wrote the change: they cannot be its only approver either',
  }),
  committedAt: z.iso.datetime({ offset: true }).optional().meta({
    description: 'When the commit was made: what the time from commit to users begins with',
  }),
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

/** What may be changed of a release while nothing has been commanded. */
export const revisionInputSchema = releaseInputSchema
  .pick({ artifact: true, commit: true, commitAuthor: true, changelog: true, risk: true, plan: true, reason: true })
  .refine((input) => Object.keys(input).some((field) => field !== 'reason'), { error: 'must change something' });
export type RevisionInput = z.output<typeof revisionInputSchema>;

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
      /** Whose approvals are wanted; absent where none are. */
      approval: approvalSpecSchema.optional(),
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
  rollbackUntil: z
    .string()
    .nullish()
    .meta({ description: 'Of the version everyone has: until when its release can still be taken back' }),
  /** What a person may do now; the page shows no other button. */
  actions: z.array(actionSchema),
  /** Which actions the plan demands a reason for. */
  reasonFor: z.array(actionSchema),
  /** Approvals given so far, oldest first. */
  approvals: z.array(z.object({ step: z.int(), person: z.string(), name: z.string(), at: z.string() })),
  /** Approvals given for what it was before it was changed; they count no more. */
  voided: z.array(
    z.object({
      step: z.int(),
      person: z.string(),
      name: z.string(),
      at: z.string(),
      was: z.string().meta({ description: 'What exactly was approved then' }),
    }),
  ),
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
  /** Why it was cancelled, once it was. */
  cancelled: z.string().nullable(),
  override: z
    .object({
      blockers: z.array(blockerKindSchema),
      by: z.string(),
      reason: z.string(),
      at: z.string(),
      until: z.string().nullable().meta({ description: 'When it runs out' }),
    })
    .nullable(),
  /** Break-glass that nobody has reviewed yet, also after it ended; newest first. */
  unreviewed: z.array(givenOverrideSchema),
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
  /** Who wrote the change, as CD said, and the person that is; neither can be its only approver. */
  commitAuthor: z.string().nullable(),
  committedAt: z.string().nullable().meta({ description: 'When the commit was made, as CD said' }),
  committerId: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  commandedAt: z
    .string()
    .nullable()
    .meta({ description: 'When the instruction in force was given; null before the first' }),
  finishedAt: z.string().nullable(),
  updatedAt: z.string(),
  revision: z.int(),
});
export type Release = z.infer<typeof releaseSchema>;
