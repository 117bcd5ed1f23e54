import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { editPostmortemOperation } from '@/lib/openapi/operations/postmortems';
import { setEditing } from '@/lib/postmortems/editing';

export const POST = handle(editPostmortemOperation, async ({ deps, params, body, principal }) =>
  json(await setEditing(deps, { releaseId: params.id, section: body.section, principal })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
