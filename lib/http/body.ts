import { AppError } from '@/lib/errors';

export const DEFAULT_MAX_BYTES = 1_000_000;

const tooLarge = (max: number) =>
  new AppError(
    'too_large',
    `The body is larger than ${max.toLocaleString('en')} bytes, which is the most this path takes.`,
    {
      extra: { maxBytes: max },
    },
  );

/** Reads a body up to `max` bytes. Refuses by Content-Length before reading, and by counting where it lies or is absent. */
export async function readBytes(request: Request, max = DEFAULT_MAX_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > max) throw tooLarge(max);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    if (size > max) throw tooLarge(max);
    chunks.push(chunk);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes → JSON value; an empty body is `undefined`. 400 says where the text breaks. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const where = error instanceof SyntaxError ? `: ${error.message}` : ': it is not UTF-8 text';
    throw new AppError('bad_request', `The body is not JSON${where}`, { cause: error });
  }
}
