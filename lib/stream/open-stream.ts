import type { Composition } from '@/lib/composition';
import { AppError } from '@/lib/errors';
import { authenticate } from '@/lib/http/authenticate';
import { type Batch, bytesOf, frameOf, type Published } from './hub';
import { stream } from './stream';

const COMMENT_MS = 15_000;
/** A reader this many writes behind is cut off: it comes back with its last id and gets what it missed, or a resync. */
const MAX_BEHIND = 1_000;

type Options = { release?: string | undefined; lastEventId?: string | undefined };

/** One client's stream. Every 15 s it is asked again whether this client may still listen. */
export function openStream(deps: Composition, request: Request, { release, lastEventId }: Options): Response {
  const encoder = new TextEncoder();
  const { hub } = stream(deps.sql);
  let close: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const forward = ({ published, bytes }: Batch) => {
          const wanted = release === undefined ? published : published.filter((one) => concerns(one, release));
          if (wanted.length === 0) return;
          controller.enqueue(wanted.length === published.length ? bytes : bytesOf(wanted));
          if ((controller.desiredSize ?? 0) < -MAX_BEHIND) close();
        };
        const last = request.headers.get('last-event-id') ?? lastEventId ?? null;
        const { resumed, close: unsubscribe } = hub.subscribe(forward, last);
        const timer = setInterval(() => {
          send(`: ${new Date(deps.clock.now()).toISOString()}\n\n`);
          void mayListen(deps, request).then((may) => may || close());
        }, COMMENT_MS);
        close = () => {
          close = () => undefined;
          clearInterval(timer);
          unsubscribe();
          request.signal.removeEventListener('abort', close);
          try {
            controller.close();
          } catch {
            // The reader has gone already.
          }
        };
        request.signal.addEventListener('abort', () => close());
        send(`retry: ${retryMs()}\n: ${new Date(deps.clock.now()).toISOString()}\n\n`);
        if (resumed === 'resync')
          controller.enqueue(frameOf('', { type: 'resync', data: { why: 'too much was missed' } }));
        else if (resumed !== 'fresh') forward({ published: resumed.missed, bytes: bytesOf(resumed.missed) });
      },
      cancel() {
        close();
      },
    },
    { highWaterMark: 16 },
  );
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}

/** Told to each browser, a little differently: those that lose their connection together do not come back together. */
const retryMs = (): number => Math.round(500 + Math.random() * 1_500);

/** Whether an event is about this release, or about everything. */
function concerns({ event }: Published, release: string): boolean {
  switch (event.type) {
    case 'release.updated':
      return event.data.id === release;
    case 'gate.evaluated':
      return event.data.release === release;
    case 'audit.appended':
      return event.data.events.some((one) => one.release === release);
    default:
      return true;
  }
}

/** False when the token was revoked or the person may no longer read. While the database is away nobody is cut off. */
async function mayListen(deps: Composition, request: Request): Promise<boolean> {
  try {
    return (await authenticate(request, deps)).scopes.includes('read');
  } catch (error) {
    return !(error instanceof AppError && (error.code === 'unauthorized' || error.code === 'forbidden'));
  }
}
