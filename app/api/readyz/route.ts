import { readiness } from '@/lib/health/readiness';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { readyzOperation } from '@/lib/openapi/operations/operations';

export const GET = handle(readyzOperation, async ({ deps }) => {
  const found = await readiness(deps);
  return json(found, { status: found.status === 'unready' ? 503 : 200 });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
