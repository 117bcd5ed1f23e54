import { listStanding } from '@/lib/freezes/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listStandingOperation } from '@/lib/openapi/operations/freezes';

export const GET = handle(listStandingOperation, async ({ deps, query }) =>
  json(await listStanding(deps.sql, query.service)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
