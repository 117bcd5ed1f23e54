import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Router } from '../router/router';
import { applyCommand, type ExposureCommand, exposureCommandSchema, observedExposure } from '../router/weights';
import type { RoutingStore } from './routing-store';

export type Answer = { status: number; json: unknown };
export type ReceiverTarget = {
  service: string;
  secret: string;
  ringNames: readonly string[];
  router: Router;
  /** Makes the version serve before any traffic may reach it. */
  deploy(version: string, role: 'stable' | 'canary'): Promise<unknown>;
};

const eventSchema = z.object({ type: z.string(), data: z.unknown() });

/** The provider webhook of one service: the only way its router's weights change. */
export class Receiver {
  private readonly webhook: Webhook;
  /** Commands are applied one after the other: two at once must not overtake each other between check and write. */
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly target: ReceiverTarget,
    private readonly store: RoutingStore,
    private readonly log: Logger,
  ) {
    this.webhook = new Webhook(target.secret);
  }

  /** Verifies the signature over the raw body, then sets exposure. 401 unsigned, 400 not an event, 503 retry. */
  async command(body: string, headers: IncomingHttpHeaders): Promise<Answer> {
    if (!this.signed(body, headers)) return unauthorised;
    const event = eventSchema.safeParse(parseJson(body));
    if (!event.success) return { status: 400, json: { error: 'not an event' } };
    if (event.data.type !== 'exposure.set') return { status: 200, json: { ignored: event.data.type } };
    const command = exposureCommandSchema.safeParse(event.data.data);
    if (!command.success) return { status: 422, json: { error: z.prettifyError(command.error) } };
    if (command.data.service !== this.target.service) {
      return { status: 422, json: { error: `this is the receiver of ${this.target.service}` } };
    }
    const done = this.tail.then(() => this.apply(command.data));
    this.tail = done.catch(() => undefined);
    return done.catch((error: unknown) => {
      this.log.error({ error, service: this.target.service }, 'exposure could not be set');
      return { status: 503, json: { error: 'could not be set now' } };
    });
  }

  /** What is in force, read from the router that routes, not from the last command. */
  status(headers: IncomingHttpHeaders): Answer {
    if (!this.signed('', headers)) return unauthorised;
    return { status: 200, json: this.observed() };
  }

  private async apply(command: ExposureCommand): Promise<Answer> {
    const { router, service, ringNames } = this.target;
    const known = router.routing;
    if (command.generation < known.generation) {
      this.log.info({ service, generation: command.generation, seen: known.generation }, 'older generation ignored');
      return { status: 200, json: { ...this.observed(), ignored: 'older generation' } };
    }
    if (command.generation === known.generation && command.command === known.command) {
      return { status: 200, json: { ...this.observed(), duplicate: true } };
    }
    const routing = applyCommand(known, command, ringNames, new Date().toISOString());
    if (routing.canary !== null) await this.target.deploy(routing.canary, 'canary');
    await this.target.deploy(routing.stable, 'stable');
    await this.store.set(service, routing);
    router.setRouting(routing);
    this.log.info(
      { service, action: command.action, exposure: command.exposure, generation: command.generation },
      'exposure set',
    );
    return { status: 200, json: this.observed() };
  }

  private observed() {
    const { routing, meter } = this.target.router;
    return {
      observedExposure: observedExposure(routing),
      generation: routing.generation,
      version: routing.canary,
      measured: meter.read(),
    };
  }

  private signed(body: string, headers: IncomingHttpHeaders): boolean {
    try {
      this.webhook.verify(body, headers as Record<string, string>, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  }
}

const unauthorised: Answer = { status: 401, json: { error: 'signature' } };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
