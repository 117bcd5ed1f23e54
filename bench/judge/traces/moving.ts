import type { Random } from '../random';
import { SLOTS_PER_MINUTE } from '../series';
import { BASE_RATE, errorTrace, PER_SLOT, spells, type Weather, wandering } from './trace';

/** What is left after a minute of a swing that both arms share, and its deviation on the log scale. */
const KEEP = 0.85;
const SWING = 0.43;

/** Load that both arms share: the error rate swings by e^u, the traffic by e^{u/2}. */
function sharedLoad(random: Random): () => Weather {
  const swing = wandering(random, KEEP, SWING);
  return () => {
    const u = swing();
    const arm = PER_SLOT * Math.exp(u / 2);
    return { canary: arm, baseline: arm, rate: BASE_RATE * Math.exp(u) };
  };
}

const SWINGS = `AR(1) on the log scale, ${KEEP} kept per minute, deviation ${SWING}`;

export const load = errorTrace({
  name: 'shared load',
  law: `as iid, but load moves both arms alike: error rate × e^u, traffic × e^(u/2), u ${SWINGS}`,
  weather: sharedLoad,
});

const RAMP = [0.05, 0.1, 0.25, 0.5];
const [DRIFT_FROM, DRIFT_TO] = [BASE_RATE / 2, BASE_RATE * 2];

export const ramp = errorTrace({
  name: 'ramp + drift',
  law: 'canary 5→10→25→50 % of 2,400 requests/min, 15 min each; the error rate of both drifts from 0.25 to 1 %',
  weather: () => (slot) => {
    const slots = 60 * SLOTS_PER_MINUTE;
    const share = RAMP[Math.floor((slot / slots) * RAMP.length)] ?? 0.5;
    const rate = DRIFT_FROM * (DRIFT_TO / DRIFT_FROM) ** (slot / slots);
    return { canary: 2 * PER_SLOT * share, baseline: 2 * PER_SLOT * (1 - share), rate };
  },
});

/** Minutes between gaps and in a gap, on average. */
const [BETWEEN, INSIDE] = [12, 3];

export const missing = errorTrace({
  name: 'missing data',
  law: `as shared load, but each arm by itself stops reporting, every ${BETWEEN} min for ${INSIDE} min (both geometric)`,
  weather: (random) => {
    const weather = sharedLoad(random);
    const [canary, baseline] = [spells(random, INSIDE, BETWEEN), spells(random, INSIDE, BETWEEN)];
    return () => ({ ...weather(), gap: { canary: canary(), baseline: baseline() } });
  },
});

/** A sick instance: minutes it lasts and minutes between on average, and how many times as many errors its arm has. */
const SICK = { lasting: 2, between: 60, times: 8 };

export const sickInstance = errorTrace({
  name: 'sick instance',
  law: `as iid, but in each arm, about once an hour and for ${SICK.lasting} min (both geometric), something fails by itself: ${SICK.times} times the errors, whichever version runs there`,
  weather: (random) => {
    const arm = () => spells(random, SICK.lasting, SICK.between);
    const [canary, baseline] = [arm(), arm()];
    const times = (isSick: boolean): number => (isSick ? SICK.times : 1);
    const even = { canary: PER_SLOT, baseline: PER_SLOT, rate: BASE_RATE };
    return () => ({ ...even, sick: { canary: times(canary()), baseline: times(baseline()) } });
  },
});

/** Share of the requests that a commanded 50 % turns into, on average, and how it wanders (log odds). */
const [STICKY, STICKY_KEEP, STICKY_SWING] = [0.35, 0.95, 0.4];

export const sticky = errorTrace({
  name: 'sticky split',
  law: `2,400 requests/min; 50 % commanded, but the canary gets ${STICKY * 100} % of the requests, wandering (log odds AR(1), ${STICKY_KEEP} per minute, deviation ${STICKY_SWING}); 0.5 % errors`,
  weather: (random) => {
    const wander = wandering(random, STICKY_KEEP, STICKY_SWING);
    const centre = Math.log(STICKY / (1 - STICKY));
    return () => {
      const share = 1 / (1 + Math.exp(-centre - wander()));
      return { canary: 2 * PER_SLOT * share, baseline: 2 * PER_SLOT * (1 - share), rate: BASE_RATE };
    };
  },
});
