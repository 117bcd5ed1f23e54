import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { killOperation } from '@/lib/openapi/operations/releases';
import { killReason } from '@/lib/releases/kill-reason';
import { killSwitch } from '@/lib/releases/kill-switch';

export const POST = handle(killOperation, async ({ deps, principal, body }) => {
  const reason = await killReason(deps.sql, body.scope, body.reason);
  return json(await killSwitch(deps, { ...body, reason }, principal));
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
