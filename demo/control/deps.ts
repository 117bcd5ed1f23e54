import type { Scenario } from '../director/scenarios';
import type { FleetService } from '../fleet-service';

/** What the control endpoint shows and moves. */
export type ControlDeps = {
  token: string;
  services: ReadonlyMap<string, FleetService>;
  directors: ReadonlyMap<string, { ask(scenario: Scenario): void; waiting: readonly Scenario[] }>;
  load: { on: boolean; start(): void; stop(): void; counts: { sent: number; failed: number } };
  telemetry: { counts(): { sent: number; waiting: number; dropped: number; refused: number } };
};
