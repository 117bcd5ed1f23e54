import { listTeams } from '@/lib/access/teams';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listTeamsOperation } from '@/lib/openapi/operations/accounts';

export const GET = handle(listTeamsOperation, async ({ deps }) =>
  json({ items: await listTeams(deps.sql), nextCursor: null }),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
