import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Listener } from '../listener';
import type { Answer } from '../provider/receiver';

export type Handler = (request: {
  method: string;
  path: string;
  body: string;
  headers: IncomingMessage['headers'];
}) => Promise<Answer>;

const MAX_BODY = 256 * 1024;

/** The one loopback port of the fleet: provider webhooks (signed) and control (bearer token). */
export class Gateway {
  private readonly listener = new Listener((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      this.log.error({ error }, 'gateway');
      answer(response, { status: 500, json: { error: 'internal' } });
    });
  });

  constructor(
    private readonly handler: Handler,
    private readonly log: Logger,
  ) {}

  get port(): number {
    return this.listener.port;
  }

  /** Listens on the wished port, or on any when it is taken. */
  async start(wished: number): Promise<void> {
    await this.listener.start(wished).catch(() => this.listener.start());
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) return answer(response, { status: 413, json: { error: 'too large' } });
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', 'http://gateway').pathname;
    answer(response, await this.handler({ method: request.method ?? 'GET', path, body, headers: request.headers }));
  }
}

function answer(response: ServerResponse, { status, json }: Answer): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
