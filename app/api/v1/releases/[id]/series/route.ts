import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseSeriesOperation } from '@/lib/telemetry/operations';
import { releaseSeries } from '@/lib/telemetry/release-series';

export const GET = handle(releaseSeriesOperation, async ({ deps, params, query }) =>
  json(await releaseSeries(deps, params.id, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
