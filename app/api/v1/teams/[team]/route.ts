import { deleteTeam, getTeam, putTeam } from '@/lib/access/teams';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, noContent, stored } from '@/lib/http/respond';
import { deleteTeamOperation, getTeamOperation, putTeamOperation } from '@/lib/openapi/operations/accounts';

export const GET = handle(getTeamOperation, async ({ deps, params }) => {
  const team = await getTeam(deps.sql, params.team);
  return json(team, { headers: { etag: etag(team.version) } });
});

export const PUT = handle(putTeamOperation, async ({ deps, request, principal, params, body }) => {
  const { team, created } = await putTeam(deps, {
    name: params.team,
    input: body,
    principal,
    expected: ifMatch(request),
  });
  return stored(team, created, team.version);
});

export const DELETE = handle(deleteTeamOperation, async ({ deps, principal, params }) => {
  await deleteTeam(deps, { name: params.team, principal });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
