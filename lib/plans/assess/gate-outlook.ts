import type { GateSpec } from '@/lib/gates/schema';
import { countsRates } from '@/lib/gates/sequential/state';
import { type Curve, chanceWithin, secondsFor } from '@/lib/judge/plan/curve';
import { formatDuration } from '@/lib/shared/duration';
import { type GateCurves, gateCurves, type Place } from './gate-curves';
import type { GateOutlook, History } from './schema';
import { holdWords, ofHundred, perMinuteWords, regressionWords, roundUp, timesWords } from './words';

/** A gate at a step: what it sees, for how long, and what it is to catch (null: what is usual for its kind). */
export type Question = {
  name: string;
  spec: GateSpec;
  history: History;
  place: Place;
  /** The exposure in words: "5 %", "early 25 %". */
  where: string;
  holdSeconds: number;
  smallest: number | null;
  /** Only the chance of catching: no proof of harmlessness, no smaller sizes. */
  brief: boolean;
};

/** What is said of a gate, and the seconds of hold that catch in 95 of 100 (null: none does). */
export type Looked = { outlook: GateOutlook; needed: number | null };

/** Sizes of effect that are tried to say what a hold can still catch. */
const SIZES = [1.5, 2, 3, 5, 10, 20];

/** What is worth catching where nobody said: at least a doubling of rates, a quarter more of means, and clearly more than is tolerated. */
export function usualSmallest(spec: GateSpec, margin: number): number {
  const [from, clearly] = countsRates(spec) ? [2, 1.25] : [1.25, 1.15];
  const usual = [1.25, ...SIZES].find((size) => size >= from && size >= margin * clearly);
  return usual ?? Math.ceil(margin * 1.5);
}

const wire = (seconds: number | null): string | null =>
  seconds === null ? null : formatDuration(roundUp(seconds) * 1000);

export function lookAtGate(question: Question): Looked {
  const { name, spec, history, place, smallest, holdSeconds } = question;
  const curves = gateCurves(spec, history, place);
  const common = { gate: name, sli: spec.sli };
  if ('why' in curves) {
    const heldAgainst = 'nothing' as const;
    const sentence = `${name} ${curves.why}.`;
    return {
      outlook: { ...common, heldAgainst, smallest: smallest ?? 2, what: '', ...NOTHING, sentence },
      needed: null,
    };
  }
  const factor = smallest ?? usualSmallest(spec, curves.margin);
  const what = regressionWords({ spec, factor, edgeMs: curves.edgeMs, past: curves.past });
  const said = { ...common, heldAgainst: curves.heldAgainst, smallest: factor, what };
  if (factor <= curves.tolerated)
    return { outlook: { ...said, ...NOTHING, sentence: toleratedSentence(curves, what) }, needed: null };
  const caught = curves.worse(factor);
  const chance = chanceWithin(caught, holdSeconds);
  const needed = secondsFor(caught, 0.95);
  const fine = question.brief ? undefined : curves.fine?.();
  const holds = { p80: wire(secondsFor(caught, 0.8)), p95: wire(needed), p99: wire(secondsFor(caught, 0.99)) };
  const least = chance >= 0.8 ? factor : question.brief ? null : leastCaught(curves, factor, holdSeconds);
  const outlook: GateOutlook = {
    ...said,
    level: levelOf(chance),
    catches: { chance, holds, least },
    passes: fine ? passesOf(fine, holdSeconds) : null,
    sentence: sentenceOf(question, curves, { what, chance, needed, least, median: secondsFor(caught, 0.5) }),
  };
  return { outlook, needed };
}

const NOTHING = { level: 'unknown', catches: null, passes: null } as const;

/** A gate that lets so much through by its own words, or whose record is too thin to tell. */
function toleratedSentence({ margin, tolerated }: GateCurves, what: string): string {
  const least = timesWords(tolerated);
  return tolerated > margin * 1.001
    ? `${capital(what)} cannot be told from history with no old version left: this gate fails only above ${least}.`
    : `${capital(what)} is tolerated: this gate fails only above ${least}.`;
}

const passesOf = (fine: Curve, holdSeconds: number): GateOutlook['passes'] => ({
  chance: chanceWithin(fine, holdSeconds),
  holds: { p50: wire(secondsFor(fine, 0.5)), p80: wire(secondsFor(fine, 0.8)), p95: wire(secondsFor(fine, 0.95)) },
});

export const levelOf = (chance: number): GateOutlook['level'] =>
  chance >= 0.95 ? 'good' : chance >= 0.8 ? 'fair' : chance >= 0.2 ? 'weak' : 'blind';

/** The smallest size above `factor` that is caught in 80 of 100 holds. Chances rise with size, so halving finds it. */
function leastCaught(curves: GateCurves, factor: number, holdSeconds: number): number | null {
  const sizes = SIZES.filter((size) => size > factor);
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chanceWithin(curves.worse(sizes[middle] as number), holdSeconds) >= 0.8) high = middle;
    else low = middle + 1;
  }
  return sizes[low] ?? null;
}

type Found = { what: string; chance: number; needed: number | null; median: number | null; least: number | null };

/** "At 1 % you see 12 requests a minute: a doubled error rate needs 9 h; holds of 2 h miss it in 74 of 100." */
function sentenceOf({ spec, where, holdSeconds, history, place }: Question, curves: GateCurves, found: Found): string {
  const { what, chance, needed, median, least } = found;
  const against = curves.heldAgainst === 'record' ? ', against history since no old version is left' : '';
  if (chance >= 0.95) {
    const usually = median === null ? '' : `, half of them within ${holdWords(roundUp(median))}`;
    return `Catches ${what} in ${ofHundred(chance)} holds of ${holdWords(holdSeconds)}${usually}${against}.`;
  }
  const counted = history.values?.[spec.sli];
  const perMinute = (counted?.perMinute ?? history.requestsPerMinute) * place.share;
  const sees = `At ${where} you see ${perMinuteWords(perMinute)} ${counted ? `values of ${spec.sli}` : 'requests'} a minute`;
  const needs = needed === null ? 'cannot be caught within 30 days' : `needs ${holdWords(roundUp(needed))}`;
  const misses = `holds of ${holdWords(holdSeconds)} ${chance < 0.005 ? 'never catch it' : `miss it in ${ofHundred(1 - chance)}`}`;
  const only = least === null ? '' : ` and catch ${timesWords(least)} or worse`;
  return `${sees}: ${what} ${needs}; ${misses}${only}${against}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
