import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, json } from '@/lib/http/respond';
import { getReleaseOperation } from '@/lib/openapi/operations/releases';
import { readRelease } from '@/lib/releases/read-model';

export const GET = handle(getReleaseOperation, async ({ deps, params }) => {
  const release = await readRelease(deps.sql, params.id);
  return json(release, { headers: { etag: etag(release.revision) } });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
