import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { ingestTelemetry } from '@/lib/telemetry/ingest';
import { pushTelemetryOperation } from '@/lib/telemetry/operations';

export const POST = handle(pushTelemetryOperation, async ({ deps, body }) =>
  json(await ingestTelemetry(deps.telemetry, body), { status: 202 }),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
