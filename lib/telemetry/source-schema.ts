import { z } from 'zod';
import { httpUrlSchema } from '@/lib/shared/http-url';
import { valueKeySchema } from '@/lib/shared/names';

const sliQuerySchema = z.strictObject({
  requests: z.string().max(4000).optional(),
  errors: z.string().max(4000).optional(),
  latencyBuckets: z.string().max(4000).optional(),
  value: z.string().max(4000).optional(),
});

/** Where a service's measurements come from. */
export const telemetrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('push'),
    /** OTLP metric name → key of `values` (sums and gauges). */
    metrics: z.record(z.string().max(255), valueKeySchema).optional(),
  }),
  z.strictObject({
    kind: z.literal('prometheus'),
    url: httpUrlSchema,
    preset: z.enum(['otel-http', 'istio', 'haproxy', 'nginx-ingress']).optional(),
    queries: z.record(valueKeySchema, sliQuerySchema).optional().meta({
      description: 'PromQL by SLI, with {{service}}, {{version}}, {{cohort}} and {{window}}',
    }),
  }),
]);
export type TelemetryConfig = z.output<typeof telemetrySchema>;
