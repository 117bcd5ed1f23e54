import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseCommandsOperation } from '@/lib/openapi/operations/releases';
import { readCommands } from '@/lib/releases/read-commands';
import { readRelease } from '@/lib/releases/read-model';

export const GET = handle(releaseCommandsOperation, async ({ deps, params }) => {
  const { id } = await readRelease(deps.sql, params.id);
  return json({ items: await readCommands(deps.sql, id), nextCursor: null });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
