import { z } from 'zod';
import { httpUrlSchema } from '@/lib/shared/http-url';

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
  url: httpUrlSchema,
  secret: webhookSecretSchema.optional(),
  statusUrl: httpUrlSchema.optional(),
  rings: z.boolean().default(false),
});
/** One driver so far; each further kind adds its schema here and its driver in registry.ts. */
export const providerSchema = z.discriminatedUnion('kind', [webhookProviderSchema]);
export type ProviderConfig = z.output<typeof providerSchema>;
