import { z } from 'zod';
import { webhookSecretSchema } from '@/lib/providers/schema';
import { nameSchema } from '@/lib/shared/names';

/** What every kind of integration may say. */
const common = {
  service: nameSchema
    .optional()
    .meta({ description: 'The only service it speaks of; without it each delivery names one' }),
  plan: nameSchema.optional().meta({ description: 'The plan its releases take; without it the one of the service' }),
  environment: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Deliveries for any other environment do not count' }),
};

export const genericIntegrationSchema = z.strictObject({
  kind: z.literal('generic'),
  secret: webhookSecretSchema.optional().meta({ description: 'Needed when it is created; kept when left out later' }),
  ...common,
});

export const githubIntegrationSchema = z.strictObject({
  kind: z.literal('github'),
  secret: z.string().min(8, { error: 'must be at least 8 characters' }).max(256).optional(),
  ...common,
  repositories: z
    .record(z.string().regex(/^[^/\s]+\/[^/\s]+$/, { error: 'must be owner/name' }), nameSchema)
    .optional()
    .meta({
      description: 'Repository (owner/name) → service; without it the name of the repository is the service',
    }),
});

/** One schema per kind; each has its reader in lib/inbound/registry.ts. */
export const integrationInputSchema = z.discriminatedUnion('kind', [genericIntegrationSchema, githubIntegrationSchema]);
export type IntegrationInput = z.output<typeof integrationInputSchema>;
export type IntegrationKind = IntegrationInput['kind'];

/** What is stored: all but the secret. */
export type IntegrationConfig = {
  service?: string | undefined;
  plan?: string | undefined;
  environment?: string | undefined;
  repositories?: Record<string, string> | undefined;
};

/** An integration as clients see it: never with its secret. */
export const integrationSchema = z.object({
  name: z.string(),
  kind: z.enum(['generic', 'github']),
  service: z.string().optional(),
  plan: z.string().optional(),
  environment: z.string().optional(),
  repositories: z.record(z.string(), z.string()).optional(),
  /** Where the CD system sends: a path of this Rampart. */
  hookPath: z.string(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deliveredAt: z.string().nullable(),
  badSignatureAt: z.string().nullable(),
});
export type Integration = z.infer<typeof integrationSchema>;

export const DELIVERY_STATUSES = ['queued', 'done', 'ignored', 'refused'] as const;

export const deliverySchema = z.object({
  id: z.string(),
  deliveryId: z.string(),
  event: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  reason: z.string().nullable(),
  service: z.string().nullable(),
  version: z.string().nullable(),
  releaseId: z.string().nullable(),
  receivedAt: z.string(),
  processedAt: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** What a hook answers with 202. */
export const acceptedSchema = z.object({
  accepted: z.literal(true),
  duplicate: z.boolean(),
  release: z.string().optional().meta({ description: 'Only when it is already known' }),
});
export type Accepted = z.infer<typeof acceptedSchema>;
