import { connect, type Socket } from 'node:net';

/** What one browser has to say at the end. */
export type Heard = {
  /** Ids of audit events, each counted. */
  told: Uint8Array;
  /** Events whose number did not follow the one before, or that came twice. */
  gaps: number;
  resyncs: number;
  reconnects: number;
};

type Options = {
  port: number;
  token: string;
  /** So many audit events may come. */
  most: number;
  /** Milliseconds from the time an audit event bears to its arrival here. */
  onLatency: (ms: number) => void;
};

/** Until the server says another. */
const RETRY_MS = 1_000;

/**
 * An `EventSource` as a browser has it, on a bare socket so that a thousand fit beside what is measured: it keeps the last
 * id, comes back after `retry` with `Last-Event-ID`, and checks that the numbers of all events follow each other.
 */
export class Browser {
  readonly heard: Heard;
  private readonly options: Options;
  private socket: Socket | undefined;
  private lastId = '';
  private rest = '';
  private retryMs = RETRY_MS;
  private closed = false;

  constructor(options: Options) {
    this.options = options;
    this.heard = { told: new Uint8Array(options.most), gaps: 0, resyncs: 0, reconnects: 0 };
  }

  /** Resolves when the answer begins. */
  open(): Promise<void> {
    const { port, token } = this.options;
    const last = this.lastId ? `Last-Event-ID: ${this.lastId}\r\n` : '';
    return new Promise((resolve) => {
      const socket = connect(port, 'localhost');
      this.socket = socket;
      this.rest = '';
      socket.setEncoding('latin1');
      socket.once('connect', () =>
        socket.write(
          `GET /api/stream HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n${last}\r\n`,
        ),
      );
      socket.once('data', resolve);
      socket.on('data', (text: string) => this.read(text));
      socket.on('error', () => undefined);
      socket.once('close', () => {
        if (this.closed) return;
        this.heard.reconnects += 1;
        setTimeout(() => this.closed || void this.open(), this.retryMs);
      });
    });
  }

  /** The network goes away under it. */
  cut(): void {
    this.socket?.destroy();
  }

  /** Whether every one of these audit events has come. */
  knows(ids: readonly number[]): boolean {
    return ids.every((id) => this.heard.told[id] !== 0);
  }

  close(): void {
    this.closed = true;
    this.socket?.destroy();
  }

  private read(text: string): void {
    const now = Date.now();
    const frames = (this.rest + text).split('\n\n');
    this.rest = frames.pop() ?? '';
    for (const frame of frames) this.frame(frame, now);
  }

  private frame(frame: string, now: number): void {
    const retry = /retry: (\d+)/.exec(frame.slice(0, 200))?.[1];
    if (retry) this.retryMs = Number(retry);
    if (frame.includes('event: resync')) this.heard.resyncs += 1;
    const start = frame.indexOf('id: ');
    const end = frame.indexOf('\nevent: ', start);
    if (start === -1 || end === -1) return;
    const before = numberOf(this.lastId);
    this.lastId = frame.slice(start + 4, end);
    if (before !== null && numberOf(this.lastId) !== before + 1) this.heard.gaps += 1;
    if (!frame.startsWith('audit.appended', end + 8)) return;
    const { events } = JSON.parse(frame.slice(frame.indexOf('{', end))) as { events: { id: string; at: string }[] };
    for (const { id, at } of events) {
      const index = Number(id);
      this.heard.told[index] = (this.heard.told[index] ?? 0) + 1;
      this.options.onLatency(now - Date.parse(at));
    }
  }
}

const numberOf = (id: string): number | null => (id ? Number(id.split('.')[1]) : null);
