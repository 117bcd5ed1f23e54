import { readBytes } from '@/lib/http/body';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { importSlosOperation } from '@/lib/openapi/operations/slos';
import { importSlos } from '@/lib/slos/openslo/import-slos';

export const POST = handle(importSlosOperation, async ({ deps, request, principal, query }) =>
  json(await importSlos(deps, { body: await readBytes(request), principal, dryRun: query.dryRun ?? false })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
