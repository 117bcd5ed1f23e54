import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { createReleaseOperation, listReleasesOperation } from '@/lib/openapi/operations/releases';
import { listReleases } from '@/lib/releases/list-releases';
import { readRelease } from '@/lib/releases/read-model';
import { startRelease } from '@/lib/releases/start-release';

export const GET = handle(listReleasesOperation, async ({ deps, query }) => json(await listReleases(deps.sql, query)));

export const POST = handle(createReleaseOperation, async ({ deps, principal, body }) => {
  const { id, warnings } = await startRelease(deps, body, principal);
  const release = await readRelease(deps.sql, id);
  return json({ ...release, warnings }, { status: 201, headers: { location: `/api/v1/releases/${id}` } });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
