import { z } from 'zod';
import { sliSchema } from '@/lib/gates/schema';

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

/** What a series is measured in. */
export function unitOf(sli: string): Series['unit'] {
  if (sli === 'error_rate') return 'ratio';
  return latencyQuantile(sli) === null ? 'value' : 'ms';
}

/** 0.95 for latency_p95; null for anything else. */
export function latencyQuantile(sli: string): number | null {
  const match = /^latency_p(\d{2,3})$/.exec(sli);
  if (!match?.[1]) return null;
  return Number(`0.${match[1]}`);
}
