import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { releaseSeriesOperation } from '@/lib/telemetry/operations';
import { releaseSeries } from '@/lib/telemetry/release-series';

export const GET = handle(releaseSeriesOperation, async ({ deps, params, query }) =>
  json(await releaseSeries(deps, params.id, query)),
);
