import { z } from 'zod';
import { nameSchema } from '@/lib/shared/names';
import { emailSchema, passwordSchema, roleSchema } from './schema';

export const teamInputSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(120),
  parent: nameSchema.nullable().default(null).meta({ description: 'The team above: who has a role there has it here' }),
});
export type TeamInput = z.output<typeof teamInputSchema>;

export const memberSchema = z.object({
  email: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'service']),
  role: roleSchema,
  source: z.enum(['hand', 'sso']).meta({ description: '`sso`: given by a group of single sign-on' }),
});
export type Member = z.infer<typeof memberSchema>;

export const teamSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  parent: z.string().nullable(),
  members: z.array(memberSchema),
  services: z.array(z.string()).meta({ description: 'Services whose `owner` is this team' }),
  version: z.int().meta({ description: 'Rises with every change of its name or parent; the ETag' }),
  createdAt: z.string(),
});
export type TeamView = z.infer<typeof teamSchema>;

export const memberInputSchema = z.strictObject({ role: roleSchema });

export const serviceAccountInputSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(120),
  team: nameSchema
    .nullable()
    .default(null)
    .meta({ description: 'Its team, whose admins keep it; everybody’s when null, which needs an admin everywhere' }),
  role: roleSchema.meta({ description: 'Its role in the team, or everywhere when it has none' }),
});
export type ServiceAccountInput = z.output<typeof serviceAccountInputSchema>;

export const serviceAccountSchema = z.object({
  name: z.string(),
  email: z.string(),
  displayName: z.string(),
  team: z.string().nullable(),
  role: roleSchema,
  disabled: z.boolean(),
  tokens: z.int().meta({ description: 'Tokens that work' }),
  version: z.int(),
  createdAt: z.string(),
});
export type ServiceAccountView = z.infer<typeof serviceAccountSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  way: z.string().meta({ description: '`password`, `github`, `oidc`' }),
  address: z.string(),
  agent: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  current: z.boolean(),
});
export type SessionView = z.infer<typeof sessionSchema>;

export const invitationInputSchema = z
  .strictObject({
    email: emailSchema,
    role: roleSchema.default('viewer').meta({ description: 'The role everywhere' }),
    team: nameSchema.optional(),
    teamRole: roleSchema.optional().meta({ description: 'The role in the team' }),
    expiresIn: z.enum(['1d', '3d', '7d', '14d']).default('7d'),
  })
  .refine((input) => (input.team === undefined) === (input.teamRole === undefined), {
    path: ['teamRole'],
    error: 'must be given together with team',
  });
export type InvitationInput = z.output<typeof invitationInputSchema>;

export const acceptInvitationSchema = z.strictObject({
  secret: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(120),
  password: passwordSchema,
});

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  team: z.string().nullable(),
  teamRole: roleSchema.nullable(),
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type InvitationView = z.infer<typeof invitationSchema>;

/** The answer that makes an invitation: the only time its link is shown. */
export const newInvitationSchema = invitationSchema.extend({ link: z.string() });
