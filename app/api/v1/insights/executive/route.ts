import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { readExecutive } from '@/lib/insights/executive';
import { executiveOperation } from '@/lib/openapi/operations/insights';

export const GET = handle(executiveOperation, async ({ deps }) =>
  json(await readExecutive(deps.sql, deps.clock.now())),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
