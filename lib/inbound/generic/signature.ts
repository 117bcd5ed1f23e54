import { createHmac } from 'node:crypto';
import type { RawDelivery } from '../kind';
import { same } from '../same';

const TOLERANCE_S = 300;

/** Standard Webhooks 1.0: one right `v1` signature of those listed is enough, so that keys can rotate; ±300 s. `now` in ms. */
export function verifyStandard({ headers, body }: RawDelivery, secret: string, now: number): boolean {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const given = headers.get('webhook-signature') ?? '';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  // Every one is compared: stopping at the first hit would tell which.
  const hits = given.split(' ').filter((one) => same(one, right)).length;
  const fresh = /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_S;
  return hits > 0 && fresh && id !== '';
}
