import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listDeliveries } from '@/lib/integrations/read-model';
import { listDeliveriesOperation } from '@/lib/openapi/operations/integrations';

export const GET = handle(listDeliveriesOperation, async ({ deps, params, query }) =>
  json(await listDeliveries(deps.db, params.integration, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
