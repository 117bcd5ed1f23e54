import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
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
  private readonly server: Server;
  port = 0;

  constructor(
    private readonly handler: Handler,
    private readonly log: Logger,
  ) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        this.log.error({ error }, 'gateway');
        answer(response, { status: 500, json: { error: 'internal' } });
      });
    });
  }

  /** Listens on the wished port, or on any when it is taken. */
  async start(wished: number): Promise<void> {
    await this.listen(wished).catch(() => this.listen(0));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
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
