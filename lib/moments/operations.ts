import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { momentsQuerySchema, momentsSchema } from './schema';

export const releaseMomentsOperation = operation({
  method: 'GET',
  path: '/api/v1/releases/{id}/moments',
  summary: 'What else happened while a release was out: freezes, incidents, and what other releases changed',
  tag: 'Releases',
  scope: 'read',
  params: z.strictObject({ id: z.uuid() }),
  query: momentsQuerySchema,
  answers: { 200: { description: 'Oldest first; at most forty of each kind', schema: momentsSchema } },
});
