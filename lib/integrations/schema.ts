import { z } from 'zod';
import { webhookSecretSchema } from '@/lib/providers/schema';
import { httpUrlSchema } from '@/lib/shared/http-url';
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
  token: z
    .string()
    .min(8)
    .max(500)
    .optional()
    .meta({ description: 'Answers deployment protection rules; kept when left out later' }),
  apiUrl: httpUrlSchema.optional().meta({ description: 'Of GitHub Enterprise; https://api.github.com when absent' }),
  onBlocked: z.enum(['wait', 'reject']).optional().meta({
    description: 'What a pipeline that may not go on is told: to wait (default), answered when it may, or no at once',
  }),
});

const sharedSecret = z.string().min(16, { error: 'must be at least 16 characters' }).max(256).optional();

const services = z
  .record(z.string().min(1).max(500), nameSchema)
  .optional()
  .meta({ description: 'What the sender calls it → service; without it the name itself, where a service has it' });

const { service: only } = common;

export const alertmanagerIntegrationSchema = z.strictObject({
  kind: z.literal('alertmanager'),
  secret: sharedSecret.meta({ description: 'The bearer token of its http_config' }),
  service: only,
  services,
});

export const pagerdutyIntegrationSchema = z.strictObject({
  kind: z.literal('pagerduty'),
  secret: sharedSecret.meta({ description: 'The signing secret of its webhook subscription' }),
  service: only,
  services,
});

export const flaggerIntegrationSchema = z.strictObject({
  kind: z.literal('flagger'),
  secret: sharedSecret.meta({ description: '`token` in the metadata of its hooks' }),
  service: only,
});

/** The hooks of Flagger. */
export const FLAGGER_HOOKS = [
  'confirm-rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'rollback',
  'pre-rollout',
  'rollout',
  'post-rollout',
  'event',
] as const;
export type FlaggerHookName = (typeof FLAGGER_HOOKS)[number];

/** One schema per kind; each has its reader in lib/inbound/registry.ts. */
export const integrationInputSchema = z.discriminatedUnion('kind', [
  genericIntegrationSchema,
  githubIntegrationSchema,
  alertmanagerIntegrationSchema,
  pagerdutyIntegrationSchema,
  flaggerIntegrationSchema,
]);
export type IntegrationInput = z.output<typeof integrationInputSchema>;
export type IntegrationKind = IntegrationInput['kind'];

/** What is stored: all but the secret. */
export type IntegrationConfig = {
  service?: string | undefined;
  plan?: string | undefined;
  environment?: string | undefined;
  repositories?: Record<string, string> | undefined;
  services?: Record<string, string> | undefined;
  apiUrl?: string | undefined;
  onBlocked?: 'wait' | 'reject' | undefined;
};

/** An integration as clients see it: never with its secret. */
export const integrationSchema = z.object({
  name: z.string(),
  kind: z.enum(['generic', 'github', 'alertmanager', 'pagerduty', 'flagger']),
  service: z.string().optional(),
  plan: z.string().optional(),
  environment: z.string().optional(),
  repositories: z.record(z.string(), z.string()).optional(),
  services: z.record(z.string(), z.string()).optional(),
  apiUrl: z.string().optional(),
  onBlocked: z.enum(['wait', 'reject']).optional(),
  /** Whether it can answer deployment protection rules. */
  answers: z.boolean(),
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
