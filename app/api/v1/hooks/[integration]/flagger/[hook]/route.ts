import { readBytes } from '@/lib/http/body';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { confirmFlagger } from '@/lib/inbound/confirm';
import { confirmOperation } from '@/lib/openapi/operations/integrations';

export const POST = handle(confirmOperation, async ({ deps, request, params }) => {
  const body = await readBytes(request);
  const { status, body: answer } = await confirmFlagger(deps, params.integration, params.hook, {
    headers: request.headers,
    body,
  });
  return json(answer, { status });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
