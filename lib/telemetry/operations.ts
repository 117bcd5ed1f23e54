import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { MAX_TELEMETRY_BYTES, telemetryAnswerSchema, telemetryPushSchema } from './schema';
import { previousQuerySchema, previousSeriesSchema, releaseSeriesSchema, seriesQuerySchema } from './series-schema';

export const pushTelemetryOperation = operation({
  method: 'POST',
  path: '/api/v1/telemetry',
  summary: 'Push cohort samples',
  description:
    'A sample is the same if service, version, cohort, source, at, interval and dimensions are the same; it then counts once. Bad samples are refused one by one, the others are stored.',
  tag: 'Telemetry',
  scope: 'ingest',
  body: telemetryPushSchema,
  maxBytes: MAX_TELEMETRY_BYTES,
  idempotent: false,
  answers: { 202: { description: 'What was stored, what was known, what was refused', schema: telemetryAnswerSchema } },
});

export const otlpOperation = operation({
  method: 'POST',
  path: '/v1/metrics',
  summary: 'OTLP/HTTP metrics',
  description:
    'ExportMetricsServiceRequest as protobuf or JSON, plain or gzip. The histogram http.server.request.duration needs no configuration; refused points are reported by partialSuccess.',
  tag: 'Telemetry',
  scope: 'ingest',
  takes: ['application/x-protobuf', 'application/json'],
  maxBytes: MAX_TELEMETRY_BYTES,
  idempotent: false,
  answers: {
    200: {
      description: 'ExportMetricsServiceResponse in the encoding of the request',
      type: 'application/x-protobuf',
    },
  },
});

export const releaseSeriesOperation = operation({
  method: 'GET',
  path: '/api/v1/releases/{id}/series',
  summary: 'Time series of a release, canary against baseline, with the limits and the evidence of its gates',
  description:
    'Evidence is made anew from the stored samples by the functions the controller judges with, one point for each bucket. Of a release that has been judged for longer than six hours the last six are traced, and `since` says so.',
  tag: 'Releases',
  scope: 'read',
  params: z.object({ id: z.uuid() }),
  query: seriesQuerySchema,
  answers: { 200: { description: 'At most 720 points per cohort', schema: releaseSeriesSchema } },
});

export const previousSeriesOperation = operation({
  method: 'GET',
  path: '/api/v1/releases/{id}/previous',
  summary: 'The same SLI of the release before, at the same step, laid over this one',
  tag: 'Releases',
  scope: 'read',
  params: z.object({ id: z.uuid() }),
  query: previousQuerySchema,
  answers: { 200: { description: 'At most 720 points', schema: previousSeriesSchema } },
});
