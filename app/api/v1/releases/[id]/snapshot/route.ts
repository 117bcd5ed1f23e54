import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { releaseSnapshotOperation } from '@/lib/openapi/operations/releases';
import { readSnapshot } from '@/lib/releases/read-snapshot';

export const GET = handle(releaseSnapshotOperation, async ({ deps, params }) =>
  json(await readSnapshot(deps.sql, params.id)),
);
