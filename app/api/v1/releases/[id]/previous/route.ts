import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { previousSeriesOperation } from '@/lib/telemetry/operations';
import { previousSeries } from '@/lib/telemetry/previous-series';

export const GET = handle(previousSeriesOperation, async ({ deps, params, query }) =>
  json(await previousSeries(deps, params.id, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
