import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { resolveIncident } from '@/lib/incidents/incidents';
import { resolveIncidentOperation } from '@/lib/openapi/operations/incidents';

export const POST = handle(resolveIncidentOperation, async ({ deps, principal, params, body }) =>
  json(await resolveIncident(deps, { id: params.id, principal, reason: body.reason })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
