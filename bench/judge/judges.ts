import { gridAlone } from './judges/grid-alone';
import type { Judge } from './judges/judge';
import { kayentaEach10, kayentaEachMinute, kayentaOnce } from './judges/kayenta';
import { rampart, rampartEachMinute } from './judges/ours';
import { peekedZ } from './judges/peeked-z';
import { argo0, argo3, flagger5 } from './judges/thresholds';

/** In the order in which they are printed. */
export const JUDGES: readonly Judge[] = [
  argo0,
  argo3,
  flagger5,
  peekedZ,
  kayentaEachMinute,
  kayentaEach10,
  kayentaOnce,
  gridAlone,
  rampartEachMinute,
  rampart,
];
