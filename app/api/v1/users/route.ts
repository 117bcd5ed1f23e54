import { listUsers } from '@/lib/access/user-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listUsersOperation } from '@/lib/openapi/operations/access';

export const GET = handle(listUsersOperation, async ({ deps, query }) => json(await listUsers(deps.sql, query)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
