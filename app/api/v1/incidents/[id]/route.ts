import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { readIncident } from '@/lib/incidents/read-model';
import { getIncidentOperation } from '@/lib/openapi/operations/incidents';

export const GET = handle(getIncidentOperation, async ({ deps, params }) =>
  json(await readIncident(deps.sql, params.id)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
