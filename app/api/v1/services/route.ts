import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listServicesOperation } from '@/lib/openapi/operations/services';
import { listServices } from '@/lib/services/read-model';

export const GET = handle(listServicesOperation, async ({ deps, query }) => json(await listServices(deps.db, query)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
