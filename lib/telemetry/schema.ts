import { z } from 'zod';
import { nameSchema, valueKeySchema } from '@/lib/shared/names';

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\p{Surrogate}]*$/u, { error: 'must be plain text' });

const counted = z.int().min(0);
const MAX_BUCKETS = 200;

const latencySchema = z.strictObject({
  bounds: z.array(z.number()).max(MAX_BUCKETS),
  counts: z
    .array(counted)
    .min(1)
    .max(MAX_BUCKETS + 1),
});

const valueStatsSchema = z.strictObject({ count: counted, sum: z.number(), sumSquares: z.number().min(0) });

/** One cohort bucket on the wire. What a schema cannot say (order of bounds, sums that fit) is checked by `meaning`. */
export const telemetrySampleSchema = z.strictObject({
  version: text(128).min(1).optional().meta({ description: 'May be left out where cohort is given' }),
  cohort: z.enum(['canary', 'baseline']).optional(),
  at: z.string().max(40).meta({ description: 'Start of the interval, ISO 8601 with its zone', format: 'date-time' }),
  interval: z
    .string()
    .max(20)
    .meta({ description: 'Length of the interval: 10s', examples: ['10s'] }),
  requests: counted,
  errors: counted,
  latencyMs: latencySchema
    .optional()
    .meta({ description: 'Upper bounds in milliseconds; one count per bound and a last one for everything over' }),
  users: z.strictObject({ active: counted, affected: counted }).optional(),
  values: z.record(valueKeySchema, valueStatsSchema).optional(),
  dimensions: z.record(text(64).min(1), text(256)).optional(),
});
export type TelemetrySample = z.output<typeof telemetrySampleSchema>;

export const MAX_SAMPLES = 10_000;
export const MAX_TELEMETRY_BYTES = 5_000_000;

const envelope = {
  service: nameSchema,
  source: text(200).optional().meta({ description: 'Who sends: an instance, an agent' }),
};

const { $schema: _, ...sampleDocument } = z.toJSONSchema(telemetrySampleSchema, { io: 'input' });

/**
 * The request around the samples. Each sample is judged apart by `telemetrySampleSchema`, so that one bad one does not
 * refuse the others; documents show that schema all the same.
 */
export const telemetryPushSchema = z.strictObject({
  ...envelope,
  samples: z.array(z.unknown().meta(sampleDocument)).max(MAX_SAMPLES),
});
export type TelemetryPush = z.output<typeof telemetryPushSchema>;

export const telemetryAnswerSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  refused: z.array(z.object({ index: z.int(), reason: z.string() })),
});
export type TelemetryAnswer = z.output<typeof telemetryAnswerSchema>;

const MAX_DIMENSIONS = 16;
const MAX_VALUES = 64;

/** Why a well-formed sample means nothing, or null. */
export function meaningless(sample: TelemetrySample): string | null {
  if (sample.version === undefined && sample.cohort === undefined) return 'version or cohort is needed';
  if (sample.errors > sample.requests) return `errors (${sample.errors}) are more than requests (${sample.requests})`;
  return (
    (sample.latencyMs && badLatency(sample.latencyMs)) ??
    (sample.values && badValues(sample.values)) ??
    (sample.dimensions && Object.keys(sample.dimensions).length > MAX_DIMENSIONS
      ? `dimensions may have at most ${MAX_DIMENSIONS} keys`
      : null)
  );
}

function badLatency({ bounds, counts }: { bounds: number[]; counts: number[] }): string | null {
  if (counts.length !== bounds.length + 1) {
    return `latencyMs.counts must have one entry more than bounds (${bounds.length + 1}), not ${counts.length}`;
  }
  for (let i = 1; i < bounds.length; i += 1) {
    if ((bounds[i] ?? 0) <= (bounds[i - 1] ?? 0)) return 'latencyMs.bounds must rise';
  }
  return bounds.length > 0 && (bounds[0] ?? 0) < 0 ? 'latencyMs.bounds must not be negative' : null;
}

function badValues(values: NonNullable<TelemetrySample['values']>): string | null {
  const entries = Object.entries(values);
  if (entries.length > MAX_VALUES) return `values may have at most ${MAX_VALUES} keys`;
  for (const [key, { count, sum, sumSquares }] of entries) {
    if (count === 0 && (sum !== 0 || sumSquares !== 0)) return `values.${key}: a sum of nothing must be 0`;
    // Cauchy–Schwarz, with room for rounding: otherwise the variance would be negative.
    if (sumSquares * count < sum * sum * (1 - 1e-9)) return `values.${key}: sumSquares is too small for that sum`;
  }
  return null;
}
