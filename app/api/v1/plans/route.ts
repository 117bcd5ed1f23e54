import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { listPlansOperation } from '@/lib/openapi/operations/plans';
import { listPlans } from '@/lib/plans/read-model';

export const GET = handle(listPlansOperation, async ({ deps, query }) => json(await listPlans(deps.db, query)));
