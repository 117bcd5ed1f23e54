import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listPlansOperation } from '@/lib/openapi/operations/plans';
import { listPlans } from '@/lib/plans/read-model';

export const GET = handle(listPlansOperation, async ({ deps, query }) => json(await listPlans(deps.db, query)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
