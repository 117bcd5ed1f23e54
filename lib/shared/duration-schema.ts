import { z } from 'zod';
import { parseDuration } from './duration';

const MAX_MS = 366 * 86_400_000;

/** A duration on the wire, kept as the text that was sent. Use `durationMs` where it is computed with. */
export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== null, { error: 'must be a duration such as 30s, 5m, 1h30m or 7d' })
  .refine((text) => (parseDuration(text) ?? 0) <= MAX_MS, { error: 'must be at most 366d' })
  .meta({ description: 'A duration: 30s, 5m, 1h30m, 7d', examples: ['5m'] });
