import type { Logger } from 'pino';
import { gatewayHandler } from './control/api';
import { Gateway } from './control/gateway';
import { loadIdentity } from './control/identity';
import { RampartClient } from './director/client';
import { configure } from './director/configure';
import { Director } from './director/director';
import { FleetState } from './director/state';
import type { FleetEnv } from './env';
import { FleetService } from './fleet-service';
import { LoadGenerator } from './load/generator';
import { RoutingStore } from './provider/routing-store';
import type { Lifecycle } from './services/deployments';
import type { Instance } from './services/instance';
import { SERVICES, type ServiceSpec } from './services/spec';
import { Exporter } from './telemetry/exporter';
import { Outboxes } from './telemetry/outboxes';

export type Fleet = { url: string; token: string; stop(): Promise<void> };

/** Services do not begin in the same second: their first releases are this far apart. */
const STAGGER_MS = 6_000;

/** Starts services, routers, webhook receivers and load at once; Rampart is configured as soon as it answers. */
export async function startFleet(env: FleetEnv, log: Logger, specs: readonly ServiceSpec[] = SERVICES): Promise<Fleet> {
  const stopping = new AbortController();
  const { identity, publish } = await loadIdentity(
    env.dir,
    specs.map((spec) => spec.name),
  );
  const state = new FleetState(env.dir);
  const routings = new RoutingStore(env.dir);
  await Promise.all([state.load(), routings.load()]);

  const outbox = new Outboxes({ url: env.url, token: env.token, log });
  const lifecycle = reporting(outbox);
  const services = new Map(
    specs.map((spec) => {
      const secret = identity.providerSecrets[spec.name] ?? '';
      return [spec.name, new FleetService({ spec, secret, routings, state, lifecycle, log })] as const;
    }),
  );
  await Promise.all([...services.values()].map((service) => service.start()));

  const load = new LoadGenerator(
    [...services.values()].map((service) => ({ spec: service.spec, port: () => service.router.port })),
    env.rateFactor,
  );
  const client = new RampartClient(env.url, env.token, log, stopping.signal);
  const options = {
    client,
    log,
    hookSecret: identity.hookSecret,
    state,
    signal: stopping.signal,
    continuous: env.director,
  };
  const directors = new Map([...services].map(([name, service]) => [name, new Director(service, options)] as const));

  const gateway = new Gateway(
    gatewayHandler({ token: identity.token, services, directors, load, telemetry: outbox }),
    log,
  );
  await gateway.start(identity.port);
  await publish(gateway.port);
  load.start();

  const url = `http://127.0.0.1:${gateway.port}`;
  const direct = async () => {
    await configure({
      client,
      log,
      services: specs,
      gateway: url,
      secrets: { provider: (name) => identity.providerSecrets[name] ?? '', hook: identity.hookSecret },
      fingerprints: {
        get: (path) => state.fingerprint(path),
        set: (path, fingerprint) => state.setFingerprint(path, fingerprint),
      },
      onNewService: async (name) => services.get(name)?.forgetGenerations(),
    });
    log.info('Rampart knows the sample fleet');
    await Promise.all([...directors.values()].map((director, i) => director.run(STAGGER_MS * (i + 1))));
  };
  const directing = direct().catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error({ error }, 'the director gave up');
  });

  return {
    url,
    token: identity.token,
    stop: async () => {
      stopping.abort();
      await Promise.all([load.close(), gateway.stop(), directing]);
      await Promise.all([...services.values()].map((service) => service.stop()));
      await outbox.close(1_500);
    },
  };
}

/** Every instance reports for as long as it runs. */
function reporting(outbox: Outboxes): Lifecycle {
  const exporters = new Map<Instance, Exporter>();
  return {
    started: (instance) => {
      exporters.set(instance, new Exporter(instance, outbox).start());
    },
    stopping: async (instance) => {
      await exporters.get(instance)?.stop();
      exporters.delete(instance);
    },
  };
}
