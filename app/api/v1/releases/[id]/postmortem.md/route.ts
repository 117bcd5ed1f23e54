import { handle } from '@/lib/http/handler';
import { text } from '@/lib/http/respond';
import { postmortemMarkdownOperation } from '@/lib/openapi/operations/postmortems';
import { postmortemMarkdown } from '@/lib/postmortems/markdown';
import { getPostmortem } from '@/lib/postmortems/read-model';
import { otherMethods } from '@/lib/http/other-methods';

export const GET = handle(postmortemMarkdownOperation, async ({ deps, params }) =>
  text(postmortemMarkdown(await getPostmortem(deps.db, params.id)), 'text/markdown; charset=utf-8'),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
