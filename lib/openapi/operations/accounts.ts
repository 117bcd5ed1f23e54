import { z } from 'zod';
import { emailSchema, passwordSchema } from '@/lib/access/schema';
import {
  acceptInvitationSchema,
  invitationInputSchema,
  invitationSchema,
  memberInputSchema,
  newInvitationSchema,
  serviceAccountInputSchema,
  serviceAccountSchema,
  sessionSchema,
  teamInputSchema,
  teamSchema,
} from '@/lib/access/team-schema';
import { operation } from '@/lib/http/operation';
import { nameSchema } from '@/lib/shared/names';

const tag = 'Access';
const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() });

const teamPath = '/api/v1/teams/{team}';
const teamParams = z.strictObject({ team: nameSchema });

export const listTeamsOperation = operation({
  method: 'GET',
  path: '/api/v1/teams',
  summary: 'Teams with their members and services',
  tag,
  scope: 'read',
  answers: { 200: { description: 'All of them', schema: all(teamSchema) } },
});

export const getTeamOperation = operation({
  method: 'GET',
  path: teamPath,
  summary: 'One team',
  tag,
  scope: 'read',
  params: teamParams,
  answers: { 200: { description: 'Its version is the ETag', schema: teamSchema } },
});

export const putTeamOperation = operation({
  method: 'PUT',
  path: teamPath,
  summary: 'Make a team, or change its name or the team above it',
  description:
    'A loop of ownership is 422 and named team by team. A team of its own, below none, takes an admin everywhere.',
  tag,
  scope: 'admin',
  reach: 'target',
  params: teamParams,
  body: teamInputSchema,
  answers: {
    200: { description: 'Changed', schema: teamSchema },
    201: { description: 'Made', schema: teamSchema },
  },
});

export const deleteTeamOperation = operation({
  method: 'DELETE',
  path: teamPath,
  summary: 'Remove a team that owns nothing',
  tag,
  scope: 'admin',
  reach: 'target',
  params: teamParams,
  answers: { 204: { description: 'Removed' } },
});

const memberParams = z.strictObject({ team: nameSchema, email: emailSchema });

export const putMemberOperation = operation({
  method: 'PUT',
  path: `${teamPath}/members/{email}`,
  summary: 'Give somebody a role in a team, and in those below it',
  tag,
  scope: 'admin',
  reach: 'target',
  params: memberParams,
  body: memberInputSchema,
  answers: { 200: { description: 'The team', schema: teamSchema } },
});

export const deleteMemberOperation = operation({
  method: 'DELETE',
  path: `${teamPath}/members/{email}`,
  summary: 'Take away a role in a team that was given by hand',
  tag,
  scope: 'admin',
  reach: 'target',
  params: memberParams,
  answers: { 200: { description: 'The team', schema: teamSchema } },
});

const accountPath = '/api/v1/service-accounts/{account}';
const accountParams = z.strictObject({ account: nameSchema });

export const listServiceAccountsOperation = operation({
  method: 'GET',
  path: '/api/v1/service-accounts',
  summary: 'What tokens of machines act as',
  tag,
  scope: 'read',
  answers: { 200: { description: 'All of them', schema: all(serviceAccountSchema) } },
});

export const putServiceAccountOperation = operation({
  method: 'PUT',
  path: accountPath,
  summary: 'Make or change a service account',
  tag,
  scope: 'admin',
  reach: 'target',
  params: accountParams,
  body: serviceAccountInputSchema,
  answers: {
    200: { description: 'Changed', schema: serviceAccountSchema },
    201: { description: 'Made', schema: serviceAccountSchema },
  },
});

export const deleteServiceAccountOperation = operation({
  method: 'DELETE',
  path: accountPath,
  summary: 'Retire a service account and revoke its tokens',
  tag,
  scope: 'admin',
  reach: 'target',
  params: accountParams,
  answers: { 204: { description: 'Retired' } },
});

export const listInvitationsOperation = operation({
  method: 'GET',
  path: '/api/v1/invitations',
  summary: 'The newest hundred invitations; never their links',
  tag,
  scope: 'read',
  answers: { 200: { description: 'Newest first', schema: all(invitationSchema) } },
});

export const inviteOperation = operation({
  method: 'POST',
  path: '/api/v1/invitations',
  summary: 'Invite somebody by a link that works once',
  description: 'The link is in this answer and nowhere else. An open invitation of the same address is replaced.',
  tag,
  scope: 'admin',
  reach: 'target',
  body: invitationInputSchema,
  secretAnswer: true,
  answers: { 201: { description: 'The invitation with its link', schema: newInvitationSchema } },
});

export const revokeInvitationOperation = operation({
  method: 'DELETE',
  path: '/api/v1/invitations/{invitation}',
  summary: 'Take an invitation back',
  tag,
  scope: 'admin',
  reach: 'target',
  params: z.strictObject({ invitation: z.uuid() }),
  answers: { 204: { description: 'Its link no longer works' } },
});

export const acceptInvitationOperation = operation({
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: 'Come in by an invitation: name and password, once',
  description: 'A link that is unknown, used, taken back or over is 404, whichever it is.',
  tag,
  scope: 'public',
  body: acceptInvitationSchema,
  answers: { 201: { description: 'Sign in with it now', schema: z.object({ email: z.string() }) } },
});

export const mySessionsOperation = operation({
  method: 'GET',
  path: '/api/v1/me/sessions',
  summary: 'Where one is signed in',
  tag,
  scope: 'session',
  answers: { 200: { description: 'Newest first', schema: all(sessionSchema) } },
});

const ended = { 200: { description: 'How many ended', schema: z.object({ ended: z.int() }) } };

export const endOtherSessionsOperation = operation({
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  summary: 'Sign out everywhere else',
  tag,
  scope: 'session',
  answers: ended,
});

export const endSessionOperation = operation({
  method: 'DELETE',
  path: '/api/v1/me/sessions/{session}',
  summary: 'Sign out one browser',
  tag,
  scope: 'session',
  params: z.strictObject({ session: z.uuid() }),
  answers: ended,
});

export const changePasswordOperation = operation({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Change one’s own password; all other sessions end',
  tag,
  scope: 'session',
  idempotent: false,
  body: z.strictObject({ current: z.string().min(1).max(256), next: passwordSchema }),
  answers: { 204: { description: 'Changed' } },
});

export const endUserSessionsOperation = operation({
  method: 'DELETE',
  path: '/api/v1/users/{email}/sessions',
  summary: 'Sign somebody out everywhere',
  tag,
  scope: 'admin',
  params: z.strictObject({ email: emailSchema }),
  answers: ended,
});
