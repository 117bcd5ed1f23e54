import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import {
  cohortsQuerySchema,
  cohortsSchema,
  latencyHeatmapSchema,
  latencyQuerySchema,
  resourcesQuerySchema,
  resourcesSchema,
} from './schema';

const params = z.strictObject({ id: z.uuid() });
const read = { method: 'GET', tag: 'Releases', scope: 'read', params } as const;

export const releaseCohortsOperation = operation({
  ...read,
  path: '/api/v1/releases/{id}/cohorts',
  summary: 'Canary against baseline errors by route, region, node or any other dimension',
  description:
    'Sums of the window, at most a day. The interval of each effect is the judge’s, with the error chance shared by all rows, so that what `standsOut` does so among all of them.',
  query: cohortsQuerySchema,
  answers: { 200: { description: 'Most extra failures first', schema: cohortsSchema } },
});

export const releaseLatencyOperation = operation({
  ...read,
  path: '/api/v1/releases/{id}/latency',
  summary: 'Latency heatmap of both cohorts: requests by time and latency band',
  query: latencyQuerySchema,
  answers: { 200: { description: 'At most 60 columns of at most 12 bands per cohort', schema: latencyHeatmapSchema } },
});

export const releaseResourcesOperation = operation({
  ...read,
  path: '/api/v1/releases/{id}/resources',
  summary: 'What both cohorts use and cost: CPU, memory, cost per 1,000 requests, and every other value that is sent',
  query: resourcesQuerySchema,
  answers: { 200: { description: 'CPU, memory and cost first', schema: resourcesSchema } },
});
