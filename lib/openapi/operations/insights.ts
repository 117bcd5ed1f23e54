import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { linkInputSchema, linkSchema, newLinkSchema } from '@/lib/insights/link-schema';
import { doraSchema, executiveSchema } from '@/lib/insights/schema';

const tag = 'Insights';

export const doraOperation = operation({
  method: 'GET',
  path: '/api/v1/insights/dora',
  summary: 'Delivery performance of the last 30 days',
  description:
    'Beside the 30 days before, and twelve weeks for a sparkline. What cannot be known is null and says why.',
  tag,
  scope: 'read',
  answers: { 200: { description: 'The numbers', schema: doraSchema } },
});

export const executiveOperation = operation({
  method: 'GET',
  path: '/api/v1/insights/executive',
  summary: 'Release status in plain words',
  description:
    'Health is the share of good requests of 30 days against a reference of 99.9 % until a service has an SLO (`objectiveKind`).',
  tag,
  scope: 'read',
  answers: { 200: { description: 'Sentences and the numbers behind them', schema: executiveSchema } },
});

const links = '/api/v1/insights/executive/links';

export const listExecutiveLinksOperation = operation({
  method: 'GET',
  path: links,
  summary: 'Links that show the executive page to people without an account; never their addresses',
  tag,
  scope: 'read',
  answers: {
    200: {
      description: 'The newest hundred',
      schema: z.object({ items: z.array(linkSchema), nextCursor: z.null() }),
    },
  },
});

export const makeExecutiveLinkOperation = operation({
  method: 'POST',
  path: links,
  summary: 'Make a read-only link to the executive page, for 1 hour to 90 days',
  description:
    'Whoever has it sees that page and nothing else. The address is in this answer and nowhere else: only its hash is kept. Over or taken back, it answers 410.',
  tag,
  scope: 'admin',
  body: linkInputSchema,
  secretAnswer: true,
  answers: { 201: { description: 'The link with its address', schema: newLinkSchema } },
});

export const revokeExecutiveLinkOperation = operation({
  method: 'DELETE',
  path: `${links}/{link}`,
  summary: 'Take a link to the executive page back',
  tag,
  scope: 'admin',
  params: z.strictObject({ link: z.uuid() }),
  answers: { 204: { description: 'It shows nothing any more, at once' } },
});
