import { operation } from '@/lib/http/operation';
import { MAX_TELEMETRY_BYTES, telemetryAnswerSchema, telemetryPushSchema } from './schema';

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
