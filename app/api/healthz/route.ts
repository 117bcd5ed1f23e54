import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { healthzOperation } from '@/lib/openapi/operations/operations';

export const GET = handle(healthzOperation, () => json({ status: 'ok' }));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
