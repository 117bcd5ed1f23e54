import { z } from 'zod';

/** Reference for a service without an SLO of its own: 99.9 % good requests over 30 days. */
export const REFERENCE_OBJECTIVE = 0.999;

/** A number of the last 30 days beside that of the 30 days before; null where nothing was counted. */
const compared = z.object({ now: z.number().nullable(), before: z.number().nullable() });
export type Compared = z.infer<typeof compared>;

/** The bands of DORA's report of 2023, which had none for rework. */
export const bandSchema = z.enum(['elite', 'high', 'medium', 'low']);
export type Band = z.infer<typeof bandSchema>;
/** `of`: how many days, releases or recoveries `now` is made of; the band is null where they are too few to say. */
const banded = compared.extend({ band: bandSchema.nullable(), of: z.int() });

export const doraSchema = z.object({
  days: z.int(),
  /** Releases that reached users, per day. */
  deploymentFrequency: banded,
  /** Median from commit to everyone, in ms. Null with the reason while no release says when its commit was made. */
  changeLeadTimeMs: banded.extend({ why: z.string().nullable() }),
  /** Rolled back, or an incident of the service was opened in it ÷ releases that ended, 0–1. */
  changeFailRate: banded,
  /** Median from detection to confirmed rollback, or to the end of the incident, in ms. */
  recoveryTimeMs: banded,
  /** Releases that repaired or took back another one ÷ releases that reached users, 0–1. */
  reworkRate: compared,
  changes: z.object({ started: z.int(), completed: z.int(), failed: z.int(), rework: z.int() }),
  /** Per week, oldest first, for a sparkline: `from` is its first day. */
  weeks: z.array(
    z.object({
      from: z.string(),
      started: z.int(),
      completed: z.int(),
      failed: z.int(),
      rework: z.int(),
      leadTimeMs: z.number().nullable(),
      recoveryMs: z.number().nullable(),
    }),
  ),
  /** How far the sums reach; null before the first. */
  completeTo: z.string().nullable(),
});
export type Dora = z.infer<typeof doraSchema>;

export const serviceHealthSchema = z.object({
  service: z.string(),
  displayName: z.string(),
  tier: z.int(),
  requests: z.number(),
  /** Share of requests that were good over 30 days; null without telemetry. */
  good: z.number().nullable(),
  objective: z.number(),
  /** "reference" until the service has an SLO: then "slo". */
  objectiveKind: z.enum(['reference', 'slo']),
  /** 1 − bad ÷ (requests × (1 − objective)); may be negative. Null without telemetry. */
  budgetLeft: z.number().nullable(),
  /** The SLO that has the least left, where the service has any: its name for people, and when its budget is spent at this pace. */
  slo: z
    .object({ name: z.string(), label: z.string(), window: z.string(), spentInMs: z.number().nullable() })
    .nullable(),
});
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** Harm of releases that were taken back: what it was, and what a full release would have added, estimated. */
export const regressionsSchema = z.object({
  days: z.int(),
  /** Releases that failed in this time. */
  count: z.int(),
  /** People, of the releases whose telemetry counts them; null where none does. */
  users: z.object({ suffered: z.number(), avoided: z.number(), releases: z.int() }).nullable(),
  /** Failed requests beyond the rate of the others, of the releases that do not count people. */
  requests: z.object({ suffered: z.number(), avoided: z.number(), releases: z.int() }).nullable(),
  /** How `avoided` is estimated, in a sentence. */
  basis: z.string(),
});
export type Regressions = z.infer<typeof regressionsSchema>;

/** What new versions in flight cost beside the old ones, by the value `cost` of their telemetry. */
export const costSchema = z.object({
  /** Change of the cost of a request, 0.018 is 1.8 % more; null where it is not known. */
  change: z.number().nullable(),
  services: z.array(z.object({ service: z.string(), version: z.string(), change: z.number() })),
  /** Why it is not known, in words. */
  why: z.string().nullable(),
});
export type Cost = z.infer<typeof costSchema>;

const ref = z.object({ id: z.string(), service: z.string(), version: z.string() });

export const executiveSchema = z.object({
  at: z.string(),
  /** The statement in plain words, in the order it is read. */
  sentences: z.array(z.string()),
  /** Newest sign of any telemetry; null when there never was any. */
  dataAt: z.string().nullable(),
  inFlight: z.object({
    total: z.int(),
    hurting: z.array(ref.extend({ exposure: z.number(), leaving: z.boolean(), rising: z.boolean() })),
    needsHuman: z.int(),
    waiting: z.int(),
    running: z.int(),
  }),
  usersAffected: z.object({
    now: z.number().nullable(),
    days7: z.number().nullable(),
    days7Before: z.number().nullable(),
  }),
  regressions: regressionsSchema,
  cost: costSchema,
  rolledBack: z.array(ref.extend({ at: z.string(), automatic: z.boolean(), reason: z.string() })),
  /** How many there were in these days; the list above names the newest of them. */
  takenBack: z.object({ days: z.int(), count: z.int() }),
  health: z.array(serviceHealthSchema),
  dora: doraSchema,
  audit: z
    .object({ ok: z.boolean(), events: z.int(), sealedTo: z.string().nullable(), head: z.string(), at: z.string() })
    .nullable(),
});
export type Executive = z.infer<typeof executiveSchema>;
