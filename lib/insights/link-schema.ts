import { z } from 'zod';
import { parseDuration } from '@/lib/shared/duration';
import { durationSchema } from '@/lib/shared/duration-schema';

const HOUR = 3_600_000;
export const MOST_DAYS = 90;

/** What a link for people without an account is made of. */
export const linkInputSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .meta({ description: 'For whom it is: shown to admins and kept in the record' }),
  expiresIn: durationSchema
    .refine((text) => (parseDuration(text) ?? HOUR) >= HOUR, { error: 'must be at least 1h' })
    .refine((text) => (parseDuration(text) ?? 0) <= MOST_DAYS * 24 * HOUR, { error: `must be at most ${MOST_DAYS}d` })
    .default('7d'),
});
export type LinkInput = z.output<typeof linkInputSchema>;

export const linkSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
  by: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  /** To the minute; null while nobody has. */
  lastOpenedAt: z.string().nullable(),
});
export type LinkView = z.infer<typeof linkSchema>;

/** The answer that makes a link: the only time its address is shown. */
export const newLinkSchema = linkSchema.extend({ link: z.string() });
export type NewLink = z.infer<typeof newLinkSchema>;
