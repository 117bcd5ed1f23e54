import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listPoliciesOperation } from '@/lib/openapi/operations/policies';
import { listPolicies } from '@/lib/policies/policies';

export const GET = handle(listPoliciesOperation, async ({ deps }) => json(await listPolicies(deps.sql)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
