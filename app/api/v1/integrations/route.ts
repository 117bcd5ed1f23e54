import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listIntegrations } from '@/lib/integrations/read-model';
import { listIntegrationsOperation } from '@/lib/openapi/operations/integrations';

export const GET = handle(listIntegrationsOperation, async ({ deps, query }) =>
  json(await listIntegrations(deps.db, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
