import { z } from 'zod';
import { providerSchema } from '@/lib/providers/schema';
import { durationSchema } from '@/lib/shared/duration-schema';
import { httpUrlSchema } from '@/lib/shared/http-url';
import { nameSchema } from '@/lib/shared/names';
import { telemetrySchema } from '@/lib/telemetry/source-schema';
import { LINK_FIELDS, linkProblem } from './links';

const linkTemplateSchema = z
  .string()
  .max(4000)
  .superRefine((template, ctx) => {
    const message = linkProblem(template);
    if (message !== null) ctx.addIssue({ code: 'custom', message });
  })
  .meta({
    description: `An address with fields in double braces, URL-encoded when filled in: ${LINK_FIELDS.join(', ')}`,
  });

export const linksSchema = z.strictObject({
  logs: linkTemplateSchema.optional(),
  traces: linkTemplateSchema.optional(),
});

export const serviceInputSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(120),
  owner: z.string().trim().min(1).max(120),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  runbookUrl: httpUrlSchema.optional(),
  revertCommand: z.string().max(2000).optional(),
  links: linksSchema.optional().meta({ description: 'Where logs and traces of one cohort are looked at' }),
  plan: nameSchema,
  onNewer: z.enum(['queue', 'replace', 'reject']).default('queue'),
  rollbackWindow: durationSchema.default('7d'),
  provider: providerSchema,
  telemetry: telemetrySchema.default({ kind: 'push' }),
});
export type ServiceInput = z.output<typeof serviceInputSchema>;
