import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { streamOperation } from '@/lib/openapi/operations/operations';
import { openStream } from '@/lib/stream/open-stream';

export const dynamic = 'force-dynamic';

export const GET = handle(streamOperation, ({ deps, request, query }) => openStream(deps, request, query));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
