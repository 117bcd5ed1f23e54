import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { openIncident } from '@/lib/incidents/incidents';
import { listIncidents } from '@/lib/incidents/read-model';
import { listIncidentsOperation, openIncidentOperation } from '@/lib/openapi/operations/incidents';

export const GET = handle(listIncidentsOperation, async ({ deps, query }) =>
  json(await listIncidents(deps.sql, query)),
);

export const POST = handle(openIncidentOperation, async ({ deps, principal, body }) =>
  json(await openIncident(deps, body, principal), { status: 201 }),
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
