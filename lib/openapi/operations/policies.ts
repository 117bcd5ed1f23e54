import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { policyInputSchema, policyListSchema, policySchema } from '@/lib/policies/schema';
import { nameSchema } from '@/lib/shared/names';

const path = '/api/v1/budget-policies/{policy}';
const params = z.strictObject({ policy: nameSchema });
const tag = 'Error-budget policies';
const one = { description: 'The policy', schema: policySchema };

export const listPoliciesOperation = operation({
  method: 'GET',
  path: '/api/v1/budget-policies',
  summary: 'Error-budget policies by name, and what holds without one',
  tag,
  scope: 'read',
  answers: { 200: { description: 'All of them', schema: policyListSchema } },
});

export const getPolicyOperation = operation({
  method: 'GET',
  path,
  summary: 'One error-budget policy',
  tag,
  scope: 'read',
  params,
  answers: { 200: one },
});

export const putPolicyOperation = operation({
  method: 'PUT',
  path,
  summary: 'Say what an error budget does to releases of a service, team, tier or of all',
  description: 'The narrowest scope wins: service, team, tier, all, the built-in policy. One policy for each scope.',
  tag,
  scope: 'admin',
  params,
  body: policyInputSchema,
  answers: { 200: { ...one, description: 'Replaced' }, 201: { ...one, description: 'Created' } },
});

export const deletePolicyOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Take an error-budget policy away',
  tag,
  scope: 'admin',
  params,
  answers: { 204: { description: 'Gone; what is wider holds' } },
});
