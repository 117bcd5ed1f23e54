import { readBytes } from '@/lib/http/body';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { otlpOperation } from '@/lib/telemetry/operations';
import { ingestOtlp } from '@/lib/telemetry/otlp/ingest';

export const POST = handle(otlpOperation, async ({ deps, request }) => {
  const bytes = await readBytes(request, otlpOperation.maxBytes);
  const [type, encoding] = ['content-type', 'content-encoding'].map((name) => request.headers.get(name));
  const { body, contentType } = await ingestOtlp(deps.telemetry, bytes, type ?? null, encoding ?? null);
  return new Response(body, { headers: { 'content-type': contentType } });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
