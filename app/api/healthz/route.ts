import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { healthzOperation } from '@/lib/openapi/operations/operations';

export const GET = handle(healthzOperation, () => json({ status: 'ok' }));
