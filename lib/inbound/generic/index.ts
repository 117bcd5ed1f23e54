import { z } from 'zod';
import { parse } from '@/lib/http/parse';
import { nameSchema, versionSchema } from '@/lib/shared/names';
import type { InboundKind } from '../kind';
import { verifyStandard } from './signature';

const PHASES = {
  'deployment.requested': 'requested',
  'deployment.succeeded': 'succeeded',
  'deployment.failed': 'failed',
} as const;

// Unknown fields are let through: senders add their own, and nothing here depends on them.
const bodySchema = z.object({
  type: z.enum(['deployment.requested', 'deployment.succeeded', 'deployment.failed']),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  data: z.object({
    service: nameSchema.optional(),
    version: versionSchema,
    baselineVersion: versionSchema.optional(),
    commit: z.string().max(200).optional(),
    commitAuthor: z.string().trim().min(1).max(200).optional(),
    committedAt: z.iso.datetime({ offset: true }).optional(),
    artifact: z.string().max(500).optional(),
    environment: z.string().max(100).optional(),
    url: z.string().max(2048).optional(),
    changelog: z.string().max(20_000).optional(),
    reason: z.string().max(2000).optional(),
  }),
});

/** Contract.md, "What CD sends": signed as Standard Webhooks. */
export const generic: InboundKind = {
  verify: verifyStandard,
  deliveryId: ({ headers }) => headers.get('webhook-id') ?? '',
  eventName: (_headers, json) => z.object({ type: z.string().max(100) }).safeParse(json).data?.type ?? 'unknown',
  read(_headers, json) {
    const { type, data } = parse(bodySchema, json, 'The body');
    const { service, environment, reason, ...rest } = data;
    const event = {
      phase: PHASES[type],
      service: service ?? null,
      repository: null,
      environment: environment ?? null,
      ...rest,
      ...(reason === undefined ? {} : { words: reason }),
    };
    return { kind: 'deployment', event };
  },
};
