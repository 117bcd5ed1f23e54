import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { overrideSchema, reviewInputSchema } from '@/lib/overrides/schema';
import { pageOf, pageQuery } from '@/lib/shared/page';

const tag = 'Overrides';

export const listOverridesOperation = operation({
  method: 'GET',
  path: '/api/v1/overrides',
  summary: 'Break-glass that was used; with `reviewed=false` what waits for a review, due first',
  tag,
  scope: 'read',
  query: z.strictObject({
    ...pageQuery,
    reviewed: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
  }),
  answers: { 200: { description: 'One page', schema: pageOf(overrideSchema) } },
});

export const reviewOverrideOperation = operation({
  method: 'POST',
  path: '/api/v1/overrides/{id}/review',
  summary: 'Say that you have looked at an override',
  description: 'By someone other than who used it, within 48 hours. A second review changes nothing.',
  tag,
  scope: 'approve',
  reach: 'target',
  params: z.strictObject({ id: z.uuid() }),
  body: reviewInputSchema,
  bodyOptional: true,
  answers: { 200: { description: 'The override', schema: overrideSchema } },
});
