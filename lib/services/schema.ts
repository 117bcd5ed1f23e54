import { z } from 'zod';
import { providerSchema } from '@/lib/providers/schema';
import { durationSchema } from '@/lib/shared/duration';
import { httpUrlSchema } from '@/lib/shared/http-url';
import { nameSchema } from '@/lib/shared/names';
import { telemetrySchema } from '@/lib/telemetry/source-schema';

export const serviceInputSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(120),
  owner: z.string().trim().min(1).max(120),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  runbookUrl: httpUrlSchema.optional(),
  revertCommand: z.string().max(2000).optional(),
  plan: nameSchema,
  onNewer: z.enum(['queue', 'replace', 'reject']).default('queue'),
  rollbackWindow: durationSchema.default('7d'),
  provider: providerSchema,
  telemetry: telemetrySchema.default({ kind: 'push' }),
});
export type ServiceInput = z.output<typeof serviceInputSchema>;
