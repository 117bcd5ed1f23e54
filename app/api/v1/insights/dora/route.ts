import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { readDora } from '@/lib/insights/dora';
import { doraOperation } from '@/lib/openapi/operations/insights';

export const GET = handle(doraOperation, async ({ deps }) => json(await readDora(deps.sql, deps.clock.now())));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
