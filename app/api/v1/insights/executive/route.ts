import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { readExecutive } from '@/lib/insights/executive';
import { executiveOperation } from '@/lib/openapi/operations/insights';

export const GET = handle(executiveOperation, async ({ deps }) =>
  json(await readExecutive(deps.sql, deps.clock.now())),
);
