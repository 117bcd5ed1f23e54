import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { proceedOperation } from '@/lib/openapi/operations/releases';
import { proceed } from '@/lib/releases/proceed';

export const GET = handle(proceedOperation, async ({ deps, query }) =>
  json(await proceed(deps.sql, query.service, query.version, query.kind)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
