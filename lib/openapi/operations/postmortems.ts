import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import {
  editingInputSchema,
  editingSchema,
  postmortemInputSchema,
  postmortemSchema,
  postmortemStatusSchema,
  postmortemSummarySchema,
  revisionSchema,
} from '@/lib/postmortems/schema';
import { nameSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/releases/{id}/postmortem';
const params = z.strictObject({ id: z.uuid() });
const tag = 'Postmortems';

export const listPostmortemsOperation = operation({
  method: 'GET',
  path: '/api/v1/postmortems',
  summary: 'Postmortems, newest first',
  tag,
  scope: 'read',
  query: z.strictObject({ ...pageQuery, status: postmortemStatusSchema.optional(), service: nameSchema.optional() }),
  answers: { 200: { description: 'One page', schema: pageOf(postmortemSummarySchema) } },
});

export const getPostmortemOperation = operation({
  method: 'GET',
  path,
  summary: 'The postmortem of a rolled-back release',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'Its revision is the ETag', schema: postmortemSchema } },
});

export const putPostmortemOperation = operation({
  method: 'PUT',
  path,
  summary: 'Replace what people wrote, or publish it',
  description:
    'Takes what GET answers, whole or only `content` and `status`: read it, change it, send it back. The rest is written by Rampart and cannot be edited. `If-Match` (412) or `revision` (409) refuse a lost update. Publishing needs an owner and a due date for each action (422).',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: postmortemInputSchema,
  // The charts of a long release come back with the rest.
  maxBytes: 8_000_000,
  answers: { 200: { description: 'Replaced', schema: postmortemSchema } },
});

export const editPostmortemOperation = operation({
  method: 'POST',
  path: `${path}/editing`,
  summary: 'Say which section one writes now, and read who writes which',
  description:
    'Repeated every few seconds while one writes; without it a section is free again after 10 s. It keeps people out of each other’s way and forbids nothing: the revision of PUT does.',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: editingInputSchema,
  answers: { 200: { description: 'Who writes where', schema: editingSchema } },
});

export const listRevisionsOperation = operation({
  method: 'GET',
  path: `${path}/revisions`,
  summary: 'Every edit of a postmortem, newest first',
  tag,
  scope: 'read',
  params,
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(revisionSchema) } },
});

export const postmortemMarkdownOperation = operation({
  method: 'GET',
  path: '/api/v1/releases/{id}/postmortem.md',
  summary: 'The postmortem as Markdown',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'A document of its own', type: 'text/markdown' } },
});
