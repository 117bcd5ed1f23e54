import { z } from 'zod';
import { parseDuration } from '@/lib/shared/duration';
import { durationSchema } from '@/lib/shared/duration-schema';
import { ROLES, SCOPES } from './scopes';

export const scopeSchema = z.enum(SCOPES);
export const roleSchema = z.enum(ROLES);

export const emailSchema = z
  .email({ error: 'must be an e-mail address' })
  .max(254)
  .transform((text) => text.toLowerCase());

/** Long beats complicated: NIST 800-63B. The upper bound keeps hashing bounded. */
export const passwordSchema = z.string().min(8).max(256);

export const tokenInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .transform((scopes) => [...new Set(scopes)]),
  owner: emailSchema
    .optional()
    .meta({ description: 'E-mail address of the person or service account it acts as; the caller when absent' }),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type TokenInput = z.output<typeof tokenInputSchema>;

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(scopeSchema),
  owner: z.object({ email: z.string(), name: z.string() }),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  rotatedAt: z.string().nullable(),
  oldUntil: z.string().nullable().meta({ description: 'Until when the value before the last rotation still works' }),
});
export type TokenView = z.infer<typeof tokenSchema>;

export const rotateInputSchema = z.strictObject({
  grace: durationSchema
    .default('1h')
    .refine((text) => (parseDuration(text) ?? 0) <= 7 * 86_400_000, { error: 'must be at most 7d' })
    .meta({ description: 'How long the old value still works' }),
});

/** The answer that makes a token: the only time its value is shown. */
export const newTokenSchema = tokenSchema.extend({ value: z.string() });

export const userInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: roleSchema,
  password: passwordSchema
    .optional()
    .meta({ description: 'Kept when absent; without one only single sign-on lets this person in' }),
  disabled: z.boolean().default(false),
});
export type UserInput = z.output<typeof userInputSchema>;

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'service']).meta({ description: 'A service account is what tokens act as; nobody signs in' }),
  role: roleSchema.meta({ description: 'The role everywhere: the higher of the two below' }),
  givenRole: roleSchema.meta({ description: 'The part of it that was given by hand: what PUT changes' }),
  ssoRole: roleSchema.nullable().meta({ description: 'The part of it that groups of single sign-on gave' }),
  teams: z.record(z.string(), roleSchema).meta({ description: 'The role in each team, teams below counted' }),
  hasPassword: z.boolean(),
  disabled: z.boolean(),
  version: z.int().meta({ description: 'Rises with every change; the ETag' }),
  createdAt: z.string(),
});
export type UserView = z.infer<typeof userSchema>;

export const meSchema = z.object({
  via: z.enum(['token', 'session']),
  person: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  scopes: z.array(scopeSchema).meta({ description: 'What it may do everywhere' }),
  teams: z.record(z.string(), roleSchema).meta({ description: 'The role in each team, teams below counted' }),
  held: z.array(scopeSchema).nullable().meta({ description: 'What a token is narrowed to; null for a session' }),
});
export type Me = z.infer<typeof meSchema>;
