import { metricsText } from '@/lib/health/metrics';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { text } from '@/lib/http/respond';
import { metricsOperation } from '@/lib/openapi/operations/operations';

export const GET = handle(metricsOperation, async ({ deps }) =>
  text(await metricsText(deps.sql, deps.telemetry.counters.metrics()), 'text/plain; version=0.0.4; charset=utf-8'),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
