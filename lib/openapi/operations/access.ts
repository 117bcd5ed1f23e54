import { z } from 'zod';
import {
  emailSchema,
  meSchema,
  newTokenSchema,
  rotateInputSchema,
  tokenInputSchema,
  tokenSchema,
  userInputSchema,
  userSchema,
} from '@/lib/access/schema';
import { operation } from '@/lib/http/operation';
import { pageOf, pageQuery } from '@/lib/shared/page';

const tag = 'Access';

export const meOperation = operation({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who this session or token is, and what it may do',
  tag,
  scope: 'person',
  answers: { 200: { description: 'The caller', schema: meSchema } },
});

export const listTokensOperation = operation({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'API tokens, newest first; never their values',
  tag,
  scope: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(tokenSchema) } },
});

export const createTokenOperation = operation({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Make an API token',
  description:
    'It acts as its owner and never may do more, nor more than whoever makes it. Its value is in this answer and nowhere else.',
  tag,
  scope: 'admin',
  reach: 'target',
  body: tokenInputSchema,
  secretAnswer: true,
  answers: { 201: { description: 'The token with its value', schema: newTokenSchema } },
});

export const revokeTokenOperation = operation({
  method: 'DELETE',
  path: '/api/v1/tokens/{token}',
  summary: 'Revoke an API token',
  tag,
  scope: 'admin',
  reach: 'target',
  params: z.strictObject({ token: z.uuid() }),
  answers: { 204: { description: 'Revoked; it stops working everywhere within 10 s' } },
});

export const rotateTokenOperation = operation({
  method: 'POST',
  path: '/api/v1/tokens/{token}/rotate',
  summary: 'Give a token a new value; the old one works on for a grace period',
  tag,
  scope: 'admin',
  reach: 'target',
  params: z.strictObject({ token: z.uuid() }),
  body: rotateInputSchema,
  bodyOptional: true,
  secretAnswer: true,
  answers: { 200: { description: 'The token with its new value', schema: newTokenSchema } },
});

export const listUsersOperation = operation({
  method: 'GET',
  path: '/api/v1/users',
  summary: 'People by e-mail address',
  tag,
  scope: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(userSchema) } },
});

const path = '/api/v1/users/{email}';
const params = z.strictObject({ email: emailSchema });

export const getUserOperation = operation({
  method: 'GET',
  path,
  summary: 'One person',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'Its version is the ETag', schema: userSchema } },
});

export const putUserOperation = operation({
  method: 'PUT',
  path,
  summary: 'Add a person, or change name, role, password or standing',
  tag,
  description: 'The same again changes nothing. A password is always a change.',
  scope: 'admin',
  params,
  body: userInputSchema,
  answers: {
    200: { description: 'Changed', schema: userSchema },
    201: { description: 'Added', schema: userSchema },
  },
});
