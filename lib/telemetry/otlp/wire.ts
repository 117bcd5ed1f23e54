import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import protobuf from 'protobufjs';
import { AppError } from '@/lib/errors';
import { parseJson } from '@/lib/http/body';
import { PROTO } from './proto';

/** 64-bit integers: what the decoder makes of them, text in JSON. Read them with `num`. */
export type Int64 = number | string | { toNumber(): number };

export type AnyValue = {
  /** Which of the others is set. */
  value?: 'stringValue' | 'boolValue' | 'intValue' | 'doubleValue';
  stringValue?: string;
  boolValue?: boolean;
  intValue?: Int64;
  doubleValue?: number;
};
export type KeyValue = { key: string; value?: AnyValue | null };
type Timed = { startTimeUnixNano: Int64; timeUnixNano: Int64; attributes: KeyValue[]; flags: number };
export type NumberPoint = Timed & { asDouble?: number; asInt?: Int64; value?: 'asDouble' | 'asInt' };
export type HistogramPoint = Timed & { count: Int64; bucketCounts: Int64[]; explicitBounds: number[] };
type Buckets = { offset: number; bucketCounts: Int64[] };
export type ExponentialPoint = Timed & {
  count: Int64;
  scale: number;
  zeroCount: Int64;
  positive?: Buckets | null;
  negative?: Buckets | null;
};
/** 1 is delta, 2 cumulative. */
type Points<P> = { dataPoints: P[]; aggregationTemporality: number };
export type Metric = {
  name: string;
  unit: string;
  gauge?: { dataPoints: NumberPoint[] } | null;
  sum?: (Points<NumberPoint> & { isMonotonic: boolean }) | null;
  histogram?: Points<HistogramPoint> | null;
  exponentialHistogram?: Points<ExponentialPoint> | null;
  summary?: { dataPoints: unknown[] } | null;
};
export type ResourceMetrics = {
  resource?: { attributes: KeyValue[] } | null;
  scopeMetrics: { metrics: Metric[] }[];
};
export type ExportRequest = { resourceMetrics: ResourceMetrics[] };

const root = protobuf.parse(PROTO).root;
const requestType = root.lookupType('otlp.ExportRequest');
const responseType = root.lookupType('otlp.ExportResponse');

/** A number from a 64-bit integer, however it was encoded; NaN where it is none. */
export const num = (value: Int64 | null | undefined): number =>
  typeof value === 'number' ? value : typeof value === 'object' && value !== null ? value.toNumber() : Number(value);

const MAX_INFLATED = 20_000_000;
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);

async function plain(bytes: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  if (encoding === null || encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') {
    throw new AppError('bad_request', `Content-Encoding must be gzip or identity, not ${encoding.slice(0, 40)}.`);
  }
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED });
  } catch (error) {
    if (
      error instanceof RangeError ||
      (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
    ) {
      throw new AppError('too_large', `The body inflates to more than ${MAX_INFLATED.toLocaleString('en')} bytes.`);
    }
    throw new AppError('bad_request', 'The body is not gzip, though Content-Encoding says so.', { cause: error });
  }
}

export type Format = 'json' | 'protobuf';

/** What the content type says; 400 for any other. */
export function formatOf(contentType: string | null): Format {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'protobuf';
  if (type === 'application/json') return 'json';
  throw new AppError('bad_request', 'Content-Type must be application/x-protobuf or application/json.');
}

/** Decodes an export request of either encoding. 400 where it is none, 413 where it inflates beyond the limit. */
export async function decodeRequest(
  bytes: Uint8Array,
  format: Format,
  encoding: string | null,
): Promise<ExportRequest> {
  const body = await plain(bytes, encoding?.trim().toLowerCase() ?? null);
  try {
    if (format === 'protobuf') return requestType.decode(body) as unknown as ExportRequest;
    const json = parseJson(body);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('an object is needed');
    return requestType.fromObject(json as Record<string, unknown>) as unknown as ExportRequest;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new AppError('bad_request', `The body is not an OTLP metrics request: ${why}`, { cause: error });
  }
}

export type Rejected = { points: number; message: string };

/** The answer in the request's own encoding; `partialSuccess` only where something was refused. */
export function encodeResponse(rejected: Rejected, format: Format): Uint8Array<ArrayBuffer> {
  const partialSuccess = { rejectedDataPoints: rejected.points, errorMessage: rejected.message };
  const body = rejected.points > 0 || rejected.message !== '' ? { partialSuccess } : {};
  if (format === 'json') {
    const json =
      'partialSuccess' in body
        ? { partialSuccess: { ...partialSuccess, rejectedDataPoints: `${rejected.points}` } }
        : {};
    return new TextEncoder().encode(JSON.stringify(json));
  }
  return Uint8Array.from(responseType.encode(responseType.fromObject(body)).finish());
}

/** For tests and senders of ours: an export request as protobuf. */
export const encodeRequest = (request: Record<string, unknown>): Uint8Array =>
  requestType.encode(requestType.fromObject(request)).finish();

/** For tests: reads an answer. */
export const decodeResponse = (
  bytes: Uint8Array,
): { partialSuccess?: { rejectedDataPoints: Int64; errorMessage: string } | null } =>
  responseType.decode(bytes) as unknown as ReturnType<typeof decodeResponse>;
