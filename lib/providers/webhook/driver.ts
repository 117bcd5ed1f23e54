import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Egress } from '../egress';
import { failureWords } from '../failure';
import type { Driver } from '../port';
import type { webhookProviderSchema } from '../schema';
import { probeCommand, probeStatus } from './probe';
import { bodyText, readResult, sendResult, signedHeaders } from './wire';

type WebhookConfig = z.output<typeof webhookProviderSchema>;

/** A provider that takes signed commands by HTTP. Idempotent by `webhook-id`, which is the command's id on every retry. */
export function webhookDriver(config: WebhookConfig, secret: string | null, egress: Egress, now: () => number): Driver {
  const { url, statusUrl } = config;
  const connection = { egress, secret, now };
  return {
    async send(body, signal) {
      const text = bodyText(body);
      const headers = { 'content-type': 'application/json', ...signedHeaders(secret, body.data.command, now(), text) };
      try {
        return sendResult(await egress.request(url, { method: 'POST', headers, body: text, signal }), now());
      } catch (error) {
        return { kind: 'retry', words: failureWords(error) };
      }
    },
    read: statusUrl
      ? async (signal) => {
          const headers = { accept: 'application/json', ...signedHeaders(secret, randomUUID(), now(), '') };
          try {
            return readResult(await egress.request(statusUrl, { method: 'GET', headers, signal }));
          } catch (error) {
            return { kind: 'error', words: failureWords(error) };
          }
        }
      : null,
    probe: ({ service, commands }) =>
      Promise.all([
        ...(commands ? [probeCommand(connection, url, service)] : []),
        ...(statusUrl ? [probeStatus(connection, statusUrl)] : []),
      ]),
  };
}
