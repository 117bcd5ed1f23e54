import { z } from 'zod';
import { reasonSchema } from '@/lib/shared/names';
import { releaseSeriesSchema } from '@/lib/telemetry/series-schema';

export const POSTMORTEM_STATUSES = ['draft', 'review', 'published'] as const;
export const postmortemStatusSchema = z.enum(POSTMORTEM_STATUSES);

export const ACTION_TYPES = ['prevent', 'detect', 'mitigate'] as const;

export const actionItemSchema = z.strictObject({
  type: z.enum(ACTION_TYPES).default('prevent'),
  text: z.string().trim().min(1).max(2000),
  owner: z.string().trim().max(200).nullable().default(null),
  due: z.iso.date().nullable().default(null),
  tracker: z
    .string()
    .trim()
    .max(500)
    .nullable()
    .default(null)
    .meta({ description: 'Where it is followed: a ticket or a link' }),
  done: z.boolean().default(false),
});
export type ActionItem = z.output<typeof actionItemSchema>;

const section = (what: string) => z.string().max(20_000).default('').meta({ description: what });

/** What people write. */
export const postmortemContentSchema = z.strictObject({
  summary: section('One paragraph a new colleague would understand'),
  trigger: section('What started it, not who'),
  rootCauses: section('Usually more than one'),
  surprise: section('Why did we not expect this?'),
  wentWell: section('Lessons: what went well'),
  wentWrong: section('Lessons: what went wrong'),
  gotLucky: section('Lessons: where we got lucky'),
  notes: z
    .array(z.strictObject({ after: z.string().max(20).nullable(), text: z.string().trim().min(1).max(2000) }))
    .max(200)
    .default([])
    .meta({ description: 'Notes between two facts: `after` is the event they follow, null for the beginning' }),
  actions: z.array(actionItemSchema).max(100).default([]),
});
export type PostmortemContent = z.output<typeof postmortemContentSchema>;

/** The sections of the story, in the order in which a page and the Markdown have them. */
export const STORY = ['summary', 'trigger', 'rootCauses', 'surprise', 'wentWell', 'wentWrong', 'gotLucky'] as const;

const time = z.string().nullable();

export const factsSchema = z.object({
  service: z.string(),
  version: z.string(),
  baselineVersion: z.string().nullable(),
  plan: z.string(),
  mechanism: z.string(),
  commit: z.string().nullable(),
  artifact: z.string().nullable(),
  owner: z.string(),
  tier: z.int(),
  /** Roles, not names: "Rampart", "an operator", "the integration github". */
  decidedBy: z.string(),
  automatic: z.boolean(),
  reason: z.string(),
  /** Gates that failed, in the order in which they did. */
  gates: z.array(
    z.object({
      name: z.string(),
      sli: z.string(),
      why: z.string(),
      canary: z.number().nullable(),
      baseline: z.number().nullable(),
      effect: z.number().nullable(),
      bound: z.number().nullable(),
      at: z.string(),
    }),
  ),
  exposure: z.object({
    ring: z.string(),
    percent: z.number(),
    exposedMs: z.number().nullable(),
    lastStepMs: z.number().nullable(),
  }),
  impact: z.object({
    requests: z.number(),
    errors: z.number(),
    /** Errors as many requests would have had at the baseline's rate; null where no baseline was measured. */
    expectedErrors: z.number().nullable(),
    extraErrors: z.number().nullable(),
    /** At least so many people, where telemetry carries users. */
    usersAffected: z.number().nullable(),
  }),
  times: z.object({
    exposedAt: time,
    regressionBeganAt: time,
    detectedAt: time,
    commandedAt: time,
    confirmedAt: time,
    /** When the SLI of the first failing gate was back within its bound for the whole service. */
    backAt: time,
    /** The later of confirmed and back. */
    recoveredAt: time,
  }),
});
export type Facts = z.infer<typeof factsSchema>;

export const timelineEntrySchema = z.object({ event: z.string(), at: z.string(), type: z.string(), words: z.string() });
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const postmortemSchema = z.object({
  releaseId: z.string(),
  service: z.string(),
  version: z.string(),
  title: z.string(),
  status: postmortemStatusSchema,
  facts: factsSchema,
  /** Whether the facts are complete: until then they are looked at again each minute. */
  factsFinal: z.boolean(),
  timeline: z.array(timelineEntrySchema),
  charts: z.array(releaseSeriesSchema),
  content: postmortemContentSchema,
  revision: z.int(),
  /** What still forbids publishing. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  createdAt: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().nullable(),
});
export type Postmortem = z.infer<typeof postmortemSchema>;

const madeByRampart = z.unknown().optional().meta({
  description:
    'As GET answers it. Rampart writes it: taken along, so that a whole answer can be sent back, and ignored',
});

/** What PUT takes: what GET answers, under the same names. `content`, `status`, `revision` and `reason` count. */
export const postmortemInputSchema = z.strictObject({
  content: postmortemContentSchema,
  status: postmortemStatusSchema.optional().meta({ description: 'Stays as it is when left out' }),
  revision: z.int().optional().meta({
    description:
      'The revision this edit is based on; another one now is a conflict (409). If-Match does the same (412)',
  }),
  reason: reasonSchema.optional(),
  releaseId: madeByRampart,
  service: madeByRampart,
  version: madeByRampart,
  title: madeByRampart,
  facts: madeByRampart,
  factsFinal: madeByRampart,
  timeline: madeByRampart,
  charts: madeByRampart,
  problems: madeByRampart,
  createdAt: madeByRampart,
  updatedAt: madeByRampart,
  publishedAt: madeByRampart,
});
export type PostmortemInput = z.output<typeof postmortemInputSchema>;

export const postmortemSummarySchema = z.object({
  releaseId: z.string(),
  service: z.string(),
  version: z.string(),
  title: z.string(),
  status: postmortemStatusSchema,
  automatic: z.boolean(),
  extraErrors: z.number().nullable(),
  openActions: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PostmortemSummary = z.infer<typeof postmortemSummarySchema>;

export const revisionSchema = z.object({
  revision: z.int(),
  status: postmortemStatusSchema,
  content: postmortemContentSchema,
  author: z.string(),
  at: z.string(),
  /** Which sections differ from the revision before. */
  changed: z.array(z.string()),
});
export type Revision = z.infer<typeof revisionSchema>;

export const emptyContent = (): PostmortemContent => postmortemContentSchema.parse({});

/** What one person writes at a time. */
export const SECTIONS = [...STORY, 'notes', 'actions'] as const;
export const sectionSchema = z.enum(SECTIONS);
export type Section = z.infer<typeof sectionSchema>;

export const editingInputSchema = z.strictObject({
  section: sectionSchema.nullable().meta({ description: 'Where the caller writes now; null: nowhere' }),
});

export const editingSchema = z.object({
  editing: z
    .array(z.object({ section: sectionSchema, person: z.string(), name: z.string() }))
    .meta({ description: 'Who writes where, the caller too' }),
});
export type Editing = z.infer<typeof editingSchema>;
