import { toPercent } from '@/lib/shared/exposure';
import { SCENARIO, SCENARIOS } from '../director/scenarios';
import type { FleetService } from '../fleet-service';
import { observedExposure } from '../router/weights';
import type { ControlDeps } from './deps';

/** `GET /fleet`: what runs, how it behaves and where the traffic goes, for the page that injects regressions. */
export function fleetView(deps: ControlDeps) {
  return {
    load: { on: deps.load.on, ...deps.load.counts },
    telemetry: deps.telemetry.counts(),
    scenarios: SCENARIOS.map((name) => ({
      name,
      title: SCENARIO[name].title,
      description: SCENARIO[name].description,
    })),
    services: [...deps.services.values()].map((service) => ({
      ...serviceView(service),
      waiting: deps.directors.get(service.spec.name)?.waiting ?? [],
    })),
  };
}

export type FleetView = ReturnType<typeof fleetView>;

function serviceView(service: FleetService) {
  const { spec, router, deployments } = service;
  const { routing } = router;
  const canary = service.canary?.version ?? null;
  return {
    name: spec.name,
    displayName: spec.displayName,
    rate: spec.rate,
    rings: spec.rings,
    canary,
    stable: routing.stable,
    nextProfile: service.pendingProfile,
    weights: {
      generation: routing.generation,
      exposure: observedExposure(routing),
      ring: routing.ring,
      rings: routing.rings
        ? Object.entries(routing.rings).map(([ring, share]) => ({ ring, exposure: toPercent(share) }))
        : null,
      measured: router.meter.read(),
    },
    versions: deployments.all().map((instance) => ({
      version: instance.version,
      role: instance.version === canary ? 'canary' : 'baseline',
      profile: instance.profile,
      requests: instance.recorder.requests,
      errors: instance.recorder.errors,
      startedAt: new Date(instance.startedAt).toISOString(),
    })),
  };
}
