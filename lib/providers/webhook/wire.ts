import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { clampCenti, toCenti } from '@/lib/shared/exposure';
import type { CommandBody, ReadResult, SendResult } from '../port';

const WORDS = 500;

/** The signature header of Standard Webhooks 1.0. `secret` is `whsec_` and base64; `at` in unix seconds. */
export function signature(secret: string, id: string, at: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
}

/** Headers of one request; without a secret it is sent unsigned, with the same id for deduplication. */
export function signedHeaders(secret: string | null, id: string, nowMs: number, body: string): Record<string, string> {
  const at = Math.floor(nowMs / 1000);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    ...(secret === null ? {} : { 'webhook-signature': signature(secret, id, at, body) }),
  };
}

/** The body as it is signed and sent: the same text on every retry, in the order of the contract. */
export function bodyText({ type, timestamp, data }: CommandBody): string {
  const { command, release, service, version, baselineVersion, generation, action } = data;
  const { mechanism, ring, exposure, targets, reason, actor } = data;
  return JSON.stringify({
    type,
    timestamp,
    data: {
      command,
      release,
      service,
      version,
      baselineVersion,
      generation,
      action,
      mechanism,
      ring,
      exposure,
      targets: targets.map((target) => ({ ring: target.ring, exposure: target.exposure })),
      reason,
      actor,
    },
  });
}

const answerSchema = z.object({ observedExposure: z.number().finite() });
const statusSchema = z.object({ observedExposure: z.number().finite(), generation: z.int().nonnegative().optional() });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** What a provider said, short enough for a page: a problem's detail, a message, or the text itself. */
export function wordsOf(status: number, body: string): string {
  const json = z
    .object({ detail: z.string(), message: z.string(), error: z.string(), title: z.string() })
    .partial()
    .safeParse(parse(body));
  const said = json.success ? (json.data.detail ?? json.data.message ?? json.data.error ?? json.data.title) : undefined;
  // Without control characters and half characters: these words are stored as JSON, which cannot hold them.
  const text = (said ?? body)
    .slice(0, 4 * WORDS)
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, WORDS)
    .replace(/\p{Surrogate}$/u, '');
  return text === '' ? `answered ${status}` : `answered ${status}: ${text}`;
}

/** `Retry-After` in ms: seconds or an HTTP date, at most an hour. */
export function retryAfterMs(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? Math.min(3_600_000, Math.max(0, ms)) : undefined;
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** What an answer means: 2xx taken, 4xx other than 408/409/429 permanent, everything else (also a redirect) again. */
export function sendResult({ status, headers, body }: Answer, nowMs: number): SendResult {
  if (status >= 200 && status < 300) {
    const said = answerSchema.safeParse(parse(body));
    return said.success
      ? { kind: 'accepted', status, observed: clampCenti(toCenti(said.data.observedExposure)) }
      : { kind: 'accepted', status };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'retry',
      status,
      words: `answered ${status}: redirects are not followed; configure the final address`,
    };
  }
  const said = wordsOf(status, body);
  const words = said === 'answered 401' ? `${said}: compare the signing secret with the receiver's` : said;
  if (status >= 400 && status < 500 && ![408, 409, 429].includes(status)) return { kind: 'refused', status, words };
  const wait = retryAfterMs(headers['retry-after'], nowMs);
  return { kind: 'retry', status, words, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

/** What a statusUrl answered. */
export function readResult({ status, body }: Answer): ReadResult {
  if (status < 200 || status >= 300) return { kind: 'error', words: wordsOf(status, body) };
  const said = statusSchema.safeParse(parse(body));
  if (!said.success) return { kind: 'error', words: `answered ${status} without a readable observedExposure` };
  const { observedExposure, generation } = said.data;
  return {
    kind: 'observed',
    observed: clampCenti(toCenti(observedExposure)),
    ...(generation === undefined ? {} : { generation }),
  };
}
