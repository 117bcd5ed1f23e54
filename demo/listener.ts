import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An HTTP server on the loopback interface; what is under way when it stops gets a second to finish. */
export class Listener {
  private readonly server: Server;
  port = 0;

  constructor(serve: RequestListener) {
    this.server = createServer(serve);
    this.server.keepAliveTimeout = 30_000;
  }

  /** Listens on `port`, or on one that is free. */
  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    await Promise.race([closed, sleep(1_000)]);
    this.server.closeAllConnections();
  }
}
