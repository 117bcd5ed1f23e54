import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export type ApiAnswer = { status: number; body: unknown };

/** Rampart's public REST API as every client sees it. Network trouble and 5xx are waited out; 4xx are answers. */
export class RampartClient {
  /** Paths that went without an answer: said once, not at every attempt. */
  private readonly unanswered = new Set<string>();

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly log: Logger,
    private readonly signal: AbortSignal,
  ) {}

  /** One attempt. Throws when there is no answer. */
  async once(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(10_000), this.signal]),
    });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  }

  /**
   * Repeats until Rampart answers something that is about the request: not 429, 5xx, or (with our bearer token,
   * which may still be on its way) 401. Throws when aborted.
   */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    const signed = 'webhook-signature' in headers;
    const key = `${method} ${path}`;
    for (let attempt = 0; ; attempt += 1) {
      this.signal.throwIfAborted();
      const answer = await this.once(method, path, body, headers).catch((error: unknown) => {
        this.signal.throwIfAborted();
        return { status: 0, body: String(error) };
      });
      if (answer.status > 0 && answer.status < 500 && answer.status !== 429 && (answer.status !== 401 || signed)) {
        if (this.unanswered.delete(key)) this.log.info({ path }, 'Rampart answers again');
        return answer;
      }
      if (!this.unanswered.has(key)) this.log.warn({ path, ...answer }, 'Rampart does not answer; trying again');
      this.unanswered.add(key);
      await sleep(Math.min(10_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2), undefined, {
        signal: this.signal,
      });
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
