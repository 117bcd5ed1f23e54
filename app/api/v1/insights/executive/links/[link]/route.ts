import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { noContent } from '@/lib/http/respond';
import { revokeLink } from '@/lib/insights/links';
import { revokeExecutiveLinkOperation } from '@/lib/openapi/operations/insights';

export const DELETE = handle(revokeExecutiveLinkOperation, async ({ deps, principal, params }) => {
  await revokeLink(deps, { id: params.link, principal });
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE');
