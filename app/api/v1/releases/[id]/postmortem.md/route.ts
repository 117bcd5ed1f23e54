import { handle } from '@/lib/http/handler';
import { text } from '@/lib/http/respond';
import { postmortemMarkdownOperation } from '@/lib/openapi/operations/postmortems';
import { postmortemMarkdown } from '@/lib/postmortems/markdown';
import { getPostmortem } from '@/lib/postmortems/read-model';

export const GET = handle(postmortemMarkdownOperation, async ({ deps, params }) =>
  text(postmortemMarkdown(await getPostmortem(deps.db, params.id)), 'text/markdown; charset=utf-8'),
);
