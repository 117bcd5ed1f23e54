import { z } from 'zod';

/** One request of a connection test, as it went. */
export const probeSchema = z.object({
  /** What it stands for: a command, or reading back. */
  what: z.enum(['command', 'status']),
  method: z.enum(['POST', 'GET']),
  url: z.string(),
  signed: z.boolean(),
  /** Null where no answer came. */
  status: z.int().nullable(),
  latencyMs: z.int(),
  verdict: z.enum(['works', 'unsure', 'fails']).meta({
    description:
      '`unsure`: it answered, but may answer otherwise to a command, since it need not know `connection.test`',
  }),
  /** The answer, or why there was none. */
  words: z.string(),
});
export type Probe = z.infer<typeof probeSchema>;
