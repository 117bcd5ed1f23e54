import { z } from 'zod';
import { sliSchema } from '@/lib/gates/schema';
import { latencyQuantile } from '@/lib/gates/sli';

export const seriesQuerySchema = z.strictObject({
  sli: sliSchema.default('error_rate'),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Default: shortly before the release began' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Default: now, or when the release ended' }),
});

export const seriesPointSchema = z.object({
  at: z.string().meta({ description: 'Start of the bucket; a bucket without samples is not there: a gap stays a gap' }),
  value: z.number().nullable().meta({
    description:
      'Errors per request, a latency in ms (for display, interpolated in its bucket), or the mean of a value',
  }),
  requests: z.int(),
  errors: z.int(),
});
export type SeriesPoint = z.infer<typeof seriesPointSchema>;

export const seriesSchema = z.object({
  sli: z.string(),
  unit: z.enum(['ratio', 'ms', 'value']),
  from: z.string(),
  to: z.string(),
  bucketMs: z.int(),
  canary: z.array(seriesPointSchema),
  baseline: z.array(seriesPointSchema),
  others: z
    .array(z.object({ version: z.string(), points: z.array(seriesPointSchema) }))
    .meta({ description: 'Versions that are neither: shown, never judged' }),
});
export type Series = z.infer<typeof seriesSchema>;

export const seriesBoundSchema = z.object({
  gate: z.string(),
  compare: z.enum(['baseline', 'limit']),
  direction: z.enum(['lower_is_better', 'higher_is_better']),
  critical: z.boolean(),
  steps: z.array(z.int()).meta({ description: 'Steps of the plan that this gate guards' }),
  bound: z.number().meta({ description: 'The limit, or the factor on the baseline (1 + maxIncrease)' }),
  points: z.array(z.object({ at: z.string(), value: z.number().nullable() })).meta({
    description:
      "What the canary is held against, by bucket, in the series' unit; null where the baseline has nothing, and for latencies that are judged by the requests above fixed edges",
  }),
});
export type SeriesBound = z.infer<typeof seriesBoundSchema>;

export const seriesEvidenceSchema = z.object({
  gate: z.string(),
  since: z.string().meta({
    description:
      'From when evidence is counted here: the first step, or six hours before the end of the window where that is later',
  }),
  edgesMs: z.array(z.number()).meta({ description: 'Latency gates: requests above these edges are counted' }),
  needWorse: z.number().meta({ description: 'What logWorse must reach for a fail: ln(1/α) after the correction' }),
  needFine: z.number().meta({ description: 'What logFine must reach for a pass: ln(1/β)' }),
  guardedSince: z.string().nullable().meta({
    description: 'Since when counts come in bursts and are judged by bucket; null where they do not',
  }),
  latches: z.array(z.object({ side: z.enum(['worse', 'fine']), at: z.string() })).meta({
    description: 'When the gate failed, and in which holds it was proven no worse',
  }),
  points: z.array(
    z.object({
      at: z.string().meta({ description: 'Start of the last slot of 10 s in its bucket' }),
      worse: z.number().meta({ description: 'Share of the evidence a fail needs, 0–1; stays at 1 once failed' }),
      fine: z.number().meta({ description: 'Share of the evidence a pass needs, 0–1; begins again with each step' }),
      logWorse: z.number(),
      logFine: z.number(),
      band: z.object({ lower: z.number(), upper: z.number().nullable() }).nullable().meta({
        description: "Where the canary lies however often one looks (always-valid), in the series' unit",
      }),
    }),
  ),
});
export type SeriesEvidence = z.infer<typeof seriesEvidenceSchema>;

export const releaseSeriesSchema = seriesSchema.extend({
  bounds: z.array(seriesBoundSchema).meta({ description: 'One for each gate of the plan on this SLI' }),
  evidence: z.array(seriesEvidenceSchema).meta({
    description: 'How the evidence came about, for each gate on this SLI that is judged by it',
  }),
});
export type ReleaseSeries = z.infer<typeof releaseSeriesSchema>;

/** What a series is measured in. */
export function unitOf(sli: string): Series['unit'] {
  if (sli === 'error_rate') return 'ratio';
  return latencyQuantile(sli) === null ? 'value' : 'ms';
}

export const previousQuerySchema = z.strictObject({
  sli: sliSchema.default('error_rate'),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
});

export const previousSeriesSchema = z.object({
  previous: z
    .object({ id: z.string(), version: z.string(), status: z.string(), step: z.int(), stepStartedAt: z.string() })
    .nullable()
    .meta({ description: 'The newest earlier release of the service that came to this step; null where none did' }),
  points: z.array(seriesPointSchema).meta({
    description: 'Its canary in that step; times are moved so that both releases begin the step together',
  }),
});
export type PreviousSeries = z.infer<typeof previousSeriesSchema>;
