import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseSnapshotOperation } from '@/lib/openapi/operations/releases';
import { readSnapshot } from '@/lib/releases/read-snapshot';

export const GET = handle(releaseSnapshotOperation, async ({ deps, params }) =>
  json(await readSnapshot(deps.sql, params.id)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
