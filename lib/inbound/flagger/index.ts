import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '@/lib/http/body';
import { parse } from '@/lib/http/parse';
import type { InboundKind, RawDelivery } from '../kind';
import { same } from '../same';

const bodySchema = z.object({
  name: z.string().min(1).max(253),
  namespace: z.string().max(253).optional(),
  phase: z.string().max(50).optional(),
  checksum: z.string().max(200).optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

export type FlaggerHook = { service: string; version: string; phase: string | null };

/** What a hook of Flagger asks about: the canary's name, and its checksum where no version is said. Throws 422. */
export function readFlagger(json: unknown): FlaggerHook {
  const body = parse(bodySchema, json, 'The body');
  const { service, version } = body.metadata ?? {};
  return {
    service: service ?? body.name,
    version: version ?? body.checksum ?? 'unknown',
    phase: body.phase ?? null,
  };
}

const tokenOf = ({ body }: RawDelivery): string => {
  try {
    return bodySchema.parse(parseJson(body)).metadata?.token ?? '';
  } catch {
    return '';
  }
};

/** Flagger signs nothing and sends no header of ours: the secret comes as `token` of the hook's `metadata`. */
export const flagger: InboundKind = {
  verify: (raw, secret) => same(tokenOf(raw), secret),
  deliveryId: ({ body }) => `sha256:${createHash('sha256').update(body).digest('hex')}`,
  eventName: (_headers, json) => `flagger.${bodySchema.safeParse(json).data?.phase ?? 'event'}`,
  read: () => ({ kind: 'nothing', why: 'Flagger reports; what it asks is answered at its confirm hooks' }),
};
