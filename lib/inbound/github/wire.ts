import { z } from 'zod';
import { nameSchema, versionSchema } from '@/lib/shared/names';

// Only what is used is named; GitHub adds fields at any time.
const repository = z.object({ full_name: z.string().max(300) });

const deployment = z.object({
  id: z.number(),
  sha: z.string().max(200),
  ref: z.string().min(1).max(300),
  environment: z.string().max(200).optional(),
  description: z.string().max(20_000).nullish(),
  payload: z.unknown(),
  creator: z.object({ id: z.number().optional() }).nullish(),
});

export const deploymentSchema = z.object({ action: z.string().optional(), deployment, repository });

export const deploymentStatusSchema = deploymentSchema.extend({
  deployment_status: z.object({
    state: z.string().max(50),
    description: z.string().max(2000).nullish(),
    environment: z.string().max(200).nullish(),
    target_url: z.string().max(2048).nullish(),
  }),
});

/** A job waits at an environment: https://docs.github.com/webhooks/webhook-events-and-payloads#deployment_protection_rule */
export const protectionSchema = z.object({
  action: z.string(),
  environment: z.string().min(1).max(200),
  deployment_callback_url: z.url().max(2048),
  deployment,
  repository,
});

const text = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
};

/** A deployment's `payload` is whatever its maker put there: an object, JSON in a text, or nothing of ours. */
export const payloadSchema = z.preprocess(
  text,
  z
    .object({
      service: nameSchema.optional().catch(undefined),
      version: versionSchema.optional().catch(undefined),
      baselineVersion: versionSchema.optional().catch(undefined),
      artifact: z.string().max(500).optional().catch(undefined),
    })
    .catch({}),
);
