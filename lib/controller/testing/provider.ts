import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CommandBody } from '@/lib/providers/port';

export type Received = {
  at: number;
  webhookId: string;
  headers: IncomingMessage['headers'];
  raw: string;
  body: CommandBody;
};

export type Answer = {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  delayMs?: number;
  hang?: boolean;
};

/** A provider for tests: a real HTTP server that obeys the contract, records everything, and misbehaves when told to. */
export class RecordingProvider {
  readonly received: Received[] = [];
  /** What each service's exposure is now, by the rules of contract.md: lower generations are ignored. */
  readonly exposure = new Map<string, { exposure: number; generation: number }>();
  /** Decides the answer of each command; the exposure is set before a 2xx. */
  answer: (received: Received) => Answer = () => ({ status: 200 });
  /** Decides the answer of the status address; undefined reports the truth. */
  status: (service: string) => Answer | undefined = () => undefined;
  #server: Server | null = null;
  readonly #hanging = new Set<ServerResponse>();

  async start(port = 0): Promise<void> {
    const server = createServer((request, response) => void this.#handle(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error('the provider is not started');
    return address.port;
  }

  /** Connections are refused afterwards; `start(port)` brings it back. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    for (const response of this.#hanging) response.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  of(service: string): Received[] {
    return this.received.filter(({ body }) => body.data.service === service);
  }

  /** One line per distinct command: `3 advance 25`. */
  story(service: string): string[] {
    const seen = new Map<string, string>();
    for (const { webhookId, body } of this.of(service)) {
      const { generation, action, exposure } = body.data;
      seen.set(webhookId, `${generation} ${action} ${exposure}`);
    }
    return [...seen.values()];
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://provider');
    if (request.method === 'GET') return this.#report(url.searchParams.get('service') ?? '', response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const received: Received = {
      at: Date.now(),
      webhookId: String(request.headers['webhook-id']),
      headers: request.headers,
      raw,
      body: JSON.parse(raw) as CommandBody,
    };
    this.received.push(received);
    const answer = this.answer(received);
    if (answer.hang) {
      this.#hanging.add(response);
      return;
    }
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    if ((answer.status ?? 200) < 300) this.#obey(received.body);
    this.#reply(response, answer);
  }

  #obey({ data }: CommandBody): void {
    const now = this.exposure.get(data.service);
    if (now && now.generation > data.generation) return;
    this.exposure.set(data.service, { exposure: data.exposure, generation: data.generation });
  }

  #report(service: string, response: ServerResponse): void {
    const now = this.exposure.get(service) ?? { exposure: 0, generation: 0 };
    const truth = { observedExposure: now.exposure, generation: now.generation };
    this.#reply(response, this.status(service) ?? { status: 200, body: truth });
  }

  #reply(response: ServerResponse, { status = 200, body, headers = {} }: Answer): void {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }
}
