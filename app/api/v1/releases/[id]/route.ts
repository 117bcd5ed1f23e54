import { handle } from '@/lib/http/handler';
import { etag, json } from '@/lib/http/respond';
import { getReleaseOperation } from '@/lib/openapi/operations/releases';
import { readRelease } from '@/lib/releases/read-model';

export const GET = handle(getReleaseOperation, async ({ deps, params }) => {
  const release = await readRelease(deps.sql, params.id);
  return json(release, { headers: { etag: etag(release.revision) } });
});
