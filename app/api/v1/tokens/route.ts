import { createToken, listTokens } from '@/lib/access/token-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { createTokenOperation, listTokensOperation } from '@/lib/openapi/operations/access';

export const GET = handle(listTokensOperation, async ({ deps, query }) => json(await listTokens(deps.db, query)));

export const POST = handle(createTokenOperation, async ({ deps, caller, body }) =>
  json(await createToken(deps, { input: body, caller }), { status: 201 }),
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
