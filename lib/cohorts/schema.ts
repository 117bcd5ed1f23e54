import { z } from 'zod';

const windowQuery = {
  from: z.iso.datetime({ offset: true }).optional().meta({
    description: 'Default: when its first exposure was commanded, or six hours before the end where that is later',
  }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Default: now, or when the release ended' }),
};

export const cohortsQuerySchema = z.strictObject({
  by: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[^\0\p{Surrogate}]*$/u, { error: 'must be plain text' })
    .default('route')
    .meta({ description: 'route, region, zone, node, pod, environment, dependency, or any dimension that was pushed' }),
  ...windowQuery,
});
export const latencyQuerySchema = z.strictObject(windowQuery);
export const resourcesQuerySchema = z.strictObject(windowQuery);

const countsSchema = z.object({ requests: z.int(), errors: z.int() });
const window = { from: z.string(), to: z.string() };
const effect = {
  effect: z.number().nullable().meta({ description: 'Canary ÷ baseline; null where the baseline has nothing' }),
  interval: z
    .object({ lower: z.number(), upper: z.number().nullable() })
    .nullable()
    .meta({ description: 'Where the effect lies however often one looks; null where nothing can be said' }),
};

const p95Schema = z
  .object({ canary: z.number().nullable(), baseline: z.number().nullable() })
  .meta({ description: 'p95 in milliseconds, of the whole window, for display; null where no histogram was sent' });

export const cohortRowSchema = z.object({
  value: z.string().meta({ description: 'Empty where samples do not say' }),
  canary: countsSchema,
  baseline: countsSchema,
  ...effect,
  latency: p95Schema,
  extraFailures: z.number().meta({
    description: "Canary failures beyond what the baseline's rate would have given for the same requests",
  }),
  share: z.number().nullable().meta({ description: 'Its part of all extra failures, 0–1; null where it has none' }),
  standsOut: z.boolean().meta({ description: 'Its interval lies above 1, at 95 % for all rows together' }),
});

export const cohortsSchema = z.object({
  by: z.string(),
  ...window,
  words: z.string().meta({ description: 'The worst named in one sentence, or why nothing is' }),
  slower: z.string().nullable().meta({
    description: 'Where the p95 is clearly above that of the baseline, in one sentence: as measured, not proven',
  }),
  worst: z
    .object({
      value: z.string(),
      places: z.array(z.object({ dimension: z.string(), value: z.string() })).meta({
        description: 'Where inside it the failures lie, by the other dimensions; empty where they lie everywhere',
      }),
    })
    .nullable(),
  total: cohortRowSchema.omit({ value: true, share: true, standsOut: true }),
  items: z.array(cohortRowSchema).meta({ description: 'Most extra failures first; at most 50' }),
  values: z.int().meta({ description: 'How many values there are' }),
  dimensions: z.array(z.string()).meta({ description: 'What samples of this window can be divided by' }),
});
export type Cohorts = z.infer<typeof cohortsSchema>;

const columnSchema = z.object({
  at: z.string().meta({ description: 'Start of the bucket; one without samples is not there' }),
  requests: z.int(),
  counts: z.array(z.int()).meta({ description: 'One for each band, and a last one for everything over' }),
});
const quantilesSchema = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
  .meta({ description: 'Milliseconds, of the whole window; for display, interpolated in their bucket' });

export const latencyHeatmapSchema = z.object({
  ...window,
  bucketMs: z.int(),
  bandsMs: z.array(z.number()).meta({
    description: 'Upper bounds of the bands: bounds at which every histogram that was sent is exact; at most 11',
  }),
  canary: z.array(columnSchema),
  baseline: z.array(columnSchema),
  quantiles: z.object({ canary: quantilesSchema, baseline: quantilesSchema }),
});
export type LatencyHeatmap = z.infer<typeof latencyHeatmapSchema>;

const meanSchema = z.object({ mean: z.number().nullable(), count: z.number() });

export const resourcesSchema = z.object({
  ...window,
  items: z.array(
    z.object({
      key: z.string().meta({ description: 'As it was sent in `values`: cpu, memory, cost, or any other' }),
      canary: meanSchema,
      baseline: meanSchema,
      ...effect,
      perThousand: z
        .object({ canary: z.number(), baseline: z.number() })
        .nullable()
        .meta({ description: 'Cost only: its sum for each 1,000 requests of the cohort' }),
    }),
  ),
});
export type Resources = z.infer<typeof resourcesSchema>;
