import { readBytes } from '@/lib/http/body';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { receiveHook } from '@/lib/inbound/receive';
import { hookOperation } from '@/lib/openapi/operations/integrations';

export const POST = handle(hookOperation, async ({ deps, request, params }) => {
  const body = await readBytes(request);
  const accepted = await receiveHook(deps, params.integration, { headers: request.headers, body });
  return json(accepted, { status: 202 });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
