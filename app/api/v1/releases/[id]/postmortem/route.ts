import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json } from '@/lib/http/respond';
import { getPostmortemOperation, putPostmortemOperation } from '@/lib/openapi/operations/postmortems';
import { putPostmortem } from '@/lib/postmortems/put-postmortem';
import { getPostmortem } from '@/lib/postmortems/read-model';

export const GET = handle(getPostmortemOperation, async ({ deps, params }) => {
  const postmortem = await getPostmortem(deps.db, params.id);
  return json(postmortem, { headers: { etag: etag(postmortem.revision) } });
});

export const PUT = handle(putPostmortemOperation, async ({ deps, request, principal, params, body }) => {
  const put = { releaseId: params.id, input: body, principal, expected: ifMatch(request) };
  const postmortem = await putPostmortem(deps, put);
  return json(postmortem, { headers: { etag: etag(postmortem.revision) } });
});

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods('GET', 'PUT');
