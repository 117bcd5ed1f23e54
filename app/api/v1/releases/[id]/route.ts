import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, json } from '@/lib/http/respond';
import { getReleaseOperation, reviseReleaseOperation } from '@/lib/openapi/operations/releases';
import { readRelease } from '@/lib/releases/read-model';
import { reviseRelease } from '@/lib/releases/revise-release';

export const GET = handle(getReleaseOperation, async ({ deps, params }) => {
  const release = await readRelease(deps.sql, params.id);
  return json(release, { headers: { etag: etag(release.revision) } });
});

export const PATCH = handle(reviseReleaseOperation, async ({ deps, principal, params, body }) => {
  await reviseRelease(deps, params.id, body, principal);
  return json(await readRelease(deps.sql, params.id));
});

export const { DELETE, OPTIONS, POST, PUT } = otherMethods('GET', 'PATCH');
