import { z } from 'zod';
import { durationSchema } from '@/lib/shared/duration';
import { nameSchema } from '@/lib/shared/names';

const httpUrl = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'must be an http or https URL',
  });

/** Standard Webhooks secret: `whsec_` and base64 of 24 to 64 bytes. */
export const webhookSecretSchema = z.string().refine(isWebhookSecret, {
  error: 'must be "whsec_" followed by base64 of 24 to 64 bytes',
});

function isWebhookSecret(text: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (!match?.[1]) return false;
  const bytes = Math.floor((match[1].replace(/=+$/, '').length * 3) / 4);
  return bytes >= 24 && bytes <= 64;
}

export const webhookProviderSchema = z.strictObject({
  kind: z.literal('webhook'),
  url: httpUrl,
  secret: webhookSecretSchema.optional(),
  statusUrl: httpUrl.optional(),
  rings: z.boolean().default(false),
});
/** One driver so far; each further kind adds its schema here and its driver in lib/providers/registry.ts. */
export const providerSchema = z.discriminatedUnion('kind', [webhookProviderSchema]);
export type ProviderConfig = z.output<typeof providerSchema>;

export const sliQuerySchema = z.strictObject({
  requests: z.string().max(4000).optional(),
  errors: z.string().max(4000).optional(),
  latencyBuckets: z.string().max(4000).optional(),
  value: z.string().max(4000).optional(),
});

export const telemetrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('push'),
    /** OTLP metric name → key of `values` (sums and gauges). */
    metrics: z.record(z.string().max(255), nameSchema).optional(),
  }),
  z.strictObject({
    kind: z.literal('prometheus'),
    url: httpUrl,
    preset: z.enum(['otel-http', 'istio', 'haproxy', 'nginx-ingress']).optional(),
    queries: z.record(nameSchema, sliQuerySchema).optional().meta({
      description: 'PromQL by SLI, with {{service}}, {{version}}, {{cohort}} and {{window}}',
    }),
  }),
]);
export type TelemetryConfig = z.output<typeof telemetrySchema>;

export const serviceInputSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(120),
  owner: z.string().trim().min(1).max(120),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  runbookUrl: httpUrl.optional(),
  revertCommand: z.string().max(2000).optional(),
  plan: nameSchema,
  onNewer: z.enum(['queue', 'replace', 'reject']).default('queue'),
  rollbackWindow: durationSchema.default('7d'),
  provider: providerSchema,
  telemetry: telemetrySchema.default({ kind: 'push' }),
});
export type ServiceInput = z.output<typeof serviceInputSchema>;
