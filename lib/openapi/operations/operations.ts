import { z } from 'zod';
import { operation } from '@/lib/http/operation';

const tag = 'Operations';

export const healthzOperation = operation({
  method: 'GET',
  path: '/api/healthz',
  summary: 'Whether this process is alive',
  tag,
  scope: 'public',
  answers: { 200: { description: 'Alive', schema: z.object({ status: z.literal('ok') }) } },
});

const readinessSchema = z.object({
  status: z.enum(['ready', 'degraded', 'unready']),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});

export const readyzOperation = operation({
  method: 'GET',
  path: '/api/readyz',
  summary: 'Whether this replica can serve: database, migrations, controller, clock',
  description:
    '`degraded` (no controller, or a clock that is off) is still 200: the page must stay reachable to say so.',
  tag,
  scope: 'public',
  answers: {
    200: { description: 'Ready, or degraded', schema: readinessSchema },
    503: { description: 'Not ready', schema: readinessSchema },
  },
});

export const metricsOperation = operation({
  method: 'GET',
  path: '/api/metrics',
  summary: "Rampart's own metrics",
  tag,
  scope: 'read',
  answers: { 200: { description: 'Prometheus text format', type: 'text/plain' } },
});

export const openapiOperation = operation({
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This document',
  tag,
  scope: 'read',
  answers: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
});

export const streamOperation = operation({
  method: 'GET',
  path: '/api/stream',
  summary: 'Everything that changes, as server-sent events',
  description:
    'Events `release.updated` (the release), `gate.evaluated`, `telemetry.bucket`, `audit.appended`, `budget.updated`, and `resync` when ' +
    'events were missed and everything should be read again (also first, where nothing is resumed). `heartbeat` each 2 s ' +
    'with the server time. `Last-Event-ID` resumes.',
  tag,
  scope: 'read',
  query: z.strictObject({
    release: z.uuid().optional().meta({ description: 'Only what concerns this release' }),
    lastEventId: z.string().max(100).optional().meta({ description: 'As the header, for clients that cannot set it' }),
  }),
  answers: { 200: { description: 'The stream', type: 'text/event-stream' } },
});
