import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { text } from '@/lib/http/respond';
import { exportSlosOperation } from '@/lib/openapi/operations/slos';
import { exportSlos } from '@/lib/slos/openslo/export-slos';

export const GET = handle(exportSlosOperation, async ({ deps, query }) =>
  text(await exportSlos(deps.sql, query.service), 'application/yaml; charset=utf-8', {
    'content-disposition': 'attachment; filename="slos.yaml"',
  }),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
