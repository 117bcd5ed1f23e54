import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { serviceHealthOperation } from '@/lib/openapi/operations/services';
import { readServiceHealth } from '@/lib/services/health';
import { getService } from '@/lib/services/read-model';

export const GET = handle(serviceHealthOperation, async ({ deps, params }) => {
  await getService(deps.db, params.service);
  return json(await readServiceHealth(deps.sql, params.service));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
