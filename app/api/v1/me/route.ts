import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { meOperation } from '@/lib/openapi/operations/access';

export const GET = handle(meOperation, async ({ deps, caller }) => {
  const { principal, via, role, scopes, teams, held } = caller;
  const user = await deps.db.user.findUnique({ where: { id: principal.person }, select: { email: true } });
  return json({
    via,
    person: principal.person,
    name: principal.name,
    email: user?.email ?? null,
    role,
    scopes,
    teams,
    held,
  });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
