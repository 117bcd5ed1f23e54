import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { createReleaseOperation, listReleasesOperation } from '@/lib/openapi/operations/releases';
import { createRelease } from '@/lib/releases/create-release';
import { listReleases } from '@/lib/releases/list-releases';
import { readRelease } from '@/lib/releases/read-model';

export const GET = handle(listReleasesOperation, async ({ deps, query }) => json(await listReleases(deps.sql, query)));

export const POST = handle(createReleaseOperation, async ({ deps, principal, body }) => {
  const { id } = await createRelease(deps, body, principal);
  return json(await readRelease(deps.sql, id), { status: 201, headers: { location: `/api/v1/releases/${id}` } });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
