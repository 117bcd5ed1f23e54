import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { listIntegrations } from '@/lib/integrations/read-model';
import { listIntegrationsOperation } from '@/lib/openapi/operations/integrations';

export const GET = handle(listIntegrationsOperation, async ({ deps, query }) =>
  json(await listIntegrations(deps.db, query)),
);
