import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { openapiDocument } from '@/lib/openapi/document';
import { openapiOperation } from '@/lib/openapi/operations/operations';

export const GET = handle(openapiOperation, ({ deps }) => json(openapiDocument(deps.env.RAMPART_URL)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
