import { operation } from '@/lib/http/operation';
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
