import { z } from 'zod';

export const momentsQuerySchema = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Default: ten minutes before it began' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Default: now, or when the release ended' }),
});

export const MOMENT_KINDS = ['freeze', 'incident', 'deploy'] as const;

export const momentSchema = z.object({
  kind: z.enum(MOMENT_KINDS),
  at: z.string(),
  until: z.string().nullable().meta({ description: 'When it ended; null while it stands, and for what has no length' }),
  words: z.string(),
  path: z.string().meta({ description: 'The page that tells more' }),
});
export type Moment = z.infer<typeof momentSchema>;

export const momentsSchema = z.object({ from: z.string(), to: z.string(), items: z.array(momentSchema) });
export type Moments = z.infer<typeof momentsSchema>;
