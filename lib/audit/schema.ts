import { z } from 'zod';
import { nameSchema } from '@/lib/shared/names';
import { wholeNumber } from '@/lib/shared/whole-number';

/** One fact of the record, as every client sees it. */
export const auditEventSchema = z.object({
  id: z.string(),
  chain: z.string(),
  seq: z.int(),
  releaseId: z.string().nullable(),
  service: z.string().nullable(),
  version: z
    .string()
    .nullish()
    .meta({ description: 'That of its release, looked up for lists: no part of the record, so not in the export' }),
  type: z.string(),
  actor: z.object({ kind: z.string(), person: z.string(), name: z.string() }),
  reason: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  at: z.string(),
  prevHash: z.string(),
  hash: z.string(),
  /** Number of the seal that holds it; null for the second or two before it is sealed. */
  seal: z.int().nullable(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

const time = z.iso.datetime({ offset: true });
const eventId = z.string().regex(/^[0-9]{1,18}$/, { error: 'must be the number of an event' });

export const auditFilterSchema = z.strictObject({
  release: z.uuid().optional(),
  service: nameSchema.optional(),
  type: z.string().max(100).optional().meta({ description: 'Exactly this type, such as release.rolled_back' }),
  person: z.string().max(200).optional().meta({ description: 'Id of the person, or "controller"' }),
  from: time.optional(),
  to: time.optional(),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const auditQuerySchema = auditFilterSchema.extend({
  only: z
    .literal('changes')
    .optional()
    .meta({ description: 'changes: only what changed exposure, a plan, a gate, a freeze, an incident or a service' }),
  limit: wholeNumber(1, 500, 100, 'Most events in the answer, 1 to 500'),
  cursor: eventId.optional(),
});

export const auditListSchema = z.object({ items: z.array(auditEventSchema), nextCursor: z.string().nullable() });
export type AuditList = z.infer<typeof auditListSchema>;

export const breakSchema = z.object({
  event: z.string().nullable(),
  where: z.enum(['event', 'chain', 'head', 'seal', 'published']),
  detail: z.string(),
});

/** What a check of the whole record found. */
export const verificationSchema = z.object({
  ok: z.boolean(),
  events: z.int(),
  head: z.string(),
  sealedTo: z.string().nullable(),
  firstBroken: breakSchema.optional(),
  at: z.string(),
  tookMs: z.number(),
});
export type VerificationView = z.infer<typeof verificationSchema>;
