import { listServiceAccounts } from '@/lib/access/service-accounts';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listServiceAccountsOperation } from '@/lib/openapi/operations/accounts';

export const GET = handle(listServiceAccountsOperation, async ({ deps }) =>
  json({ items: await listServiceAccounts(deps.sql), nextCursor: null }),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
