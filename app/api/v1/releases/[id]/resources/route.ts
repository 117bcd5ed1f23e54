import { releaseResourcesOperation } from '@/lib/cohorts/operations';
import { releaseResources } from '@/lib/cohorts/read-cohorts';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';

export const GET = handle(releaseResourcesOperation, async ({ deps, params, query }) =>
  json(await releaseResources(deps, params.id, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
