import { thetaAt } from '../rate/outcome';
import { SLOT_MS } from '../slot';
import { edgeAt, ON_THE_MEAN, sideOf } from './boundary';
import { curveOf } from './crossing';
import { type Curve, NEVER } from './curve';
import type { Running } from './mixture';

/** Events a second on the side that speaks for the verdict and on the other, and the chance of the first under its null. */
export type Events = { up: number; down: number; theta: number };

/** Bad requests a second in each arm, and the canary's share of all requests. */
export type Traffic = { canary: number; baseline: number; share: number };

const SLOT_S = SLOT_MS / 1000;

/** Against a concurrent baseline: the canary is more than `r0` times as bad, or surely less. */
export function ratioEvents({ canary, baseline, share }: Traffic, r0: number): { worse: Events; fine: Events } {
  return {
    worse: { up: canary, down: baseline, theta: thetaAt(share, r0) },
    fine: { up: baseline, down: canary, theta: thetaAt(1 - share, 1 / r0) },
  };
}

/** Against a fixed rate: bad requests and good ones of the canary alone, which has `perSecond` of them. */
export function limitEvents(perSecond: number, rate: number, limit: number): { worse: Events; fine: Events } {
  const [bad, good] = [perSecond * Math.min(1, rate), perSecond * Math.max(0, 1 - rate)];
  return { worse: { up: bad, down: good, theta: limit }, fine: { up: good, down: bad, theta: 1 - limit } };
}

/** Chance over time that one side's log evidence has reached `need`, looked at every slot from `silentUntil` seconds on. */
export function rateCurve({ up, down, theta }: Events, need: number, running: Running, silentUntil = 0): Curve {
  const perSlot = (up + down) * SLOT_S;
  if (!(perSlot > 0) || !(up > 0) || !(theta > 0) || !(theta < 1)) return NEVER;
  const side = sideOf(up * SLOT_S, down * SLOT_S, theta, running);
  let deviation = ON_THE_MEAN;
  return curveOf({
    secondsPerUnit: SLOT_S,
    looksPerUnit: Math.min(1, perSlot),
    first: Math.max(1, 0.7 / perSlot),
    silentUntil: silentUntil / SLOT_S,
    // The evidence of single requests is trusted from there on.
    ...(running.bets ? { jumpsAt: side.readyAt } : {}),
    distance: (slots) => {
      const edge = edgeAt(side, slots, need, deviation);
      deviation = edge.deviation;
      return edge.distance;
    },
  });
}
