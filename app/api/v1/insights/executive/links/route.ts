import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { publicUrl } from '@/lib/http/public-url';
import { json } from '@/lib/http/respond';
import { listLinks, makeLink } from '@/lib/insights/links';
import { listExecutiveLinksOperation, makeExecutiveLinkOperation } from '@/lib/openapi/operations/insights';

export const GET = handle(listExecutiveLinksOperation, async ({ deps }) =>
  json({ items: await listLinks(deps.sql, deps.clock.now()), nextCursor: null }),
);

export const POST = handle(makeExecutiveLinkOperation, async ({ deps, request, principal, body }) => {
  const { secret, ...made } = await makeLink(deps, { input: body, principal });
  return json({ ...made, link: `${publicUrl(request, deps.env)}/shared/${secret}` }, { status: 201 });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
