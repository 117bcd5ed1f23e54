import { load, missing, ramp, sickInstance, sticky } from './traces/moving';
import { recordedErrors, recordedLatency } from './traces/recorded';
import { clustersOf3, clustersOf10, iid, lateOnset, lowTraffic } from './traces/steady';
import { tailOnly } from './traces/tail';
import type { Trace } from './traces/trace';

/** In the order in which they are printed. A trace's place is part of its seed: new ones go to the end. */
export const TRACES: readonly Trace[] = [
  iid,
  load,
  ramp,
  clustersOf3,
  clustersOf10,
  lowTraffic,
  lateOnset,
  missing,
  sticky,
  tailOnly,
  recordedErrors,
  recordedLatency,
  sickInstance,
];
