import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { testProviderOperation } from '@/lib/openapi/operations/services';
import { testProvider } from '@/lib/services/test-provider';

export const POST = handle(testProviderOperation, async ({ deps, params, principal }) =>
  json(await testProvider(deps, params.service, principal)),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
