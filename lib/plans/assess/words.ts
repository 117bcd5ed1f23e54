import { formatCount, formatExposure, formatShare, NARROW } from '@/lib/format/number';
import type { GateSpec } from '@/lib/gates/schema';
import type { Suggestion } from './schema';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds rounded up to what a person would set: 10 s, minutes, five minutes from 20 on, hours from three on, days. */
export function roundUp(seconds: number): number {
  const to =
    seconds <= 2 * MINUTE
      ? 10
      : seconds <= 20 * MINUTE
        ? MINUTE
        : seconds <= 3 * HOUR
          ? 5 * MINUTE
          : seconds <= 2 * DAY
            ? HOUR
            : DAY;
  return Math.ceil(seconds / to - 1e-9) * to;
}

/** "45 min", "9 h", "1 h 50 min", "3 days" of seconds that were rounded up. */
export function holdWords(seconds: number): string {
  if (seconds < MINUTE) return `${seconds}${NARROW}s`;
  if (seconds < HOUR) {
    const rest = seconds % MINUTE;
    return `${Math.floor(seconds / MINUTE)}${NARROW}min${rest > 0 ? ` ${rest}${NARROW}s` : ''}`;
  }
  if (seconds < 2 * DAY + 1) {
    const rest = Math.round((seconds % HOUR) / MINUTE);
    return `${Math.floor(seconds / HOUR)}${NARROW}h${rest > 0 ? ` ${rest}${NARROW}min` : ''}`;
  }
  return `${Math.ceil(seconds / DAY)} days`;
}

/** 3 → "3×", 1.5 → "1.5×", 40.4 → "40×". */
export const timesWords = (factor: number): string =>
  `${factor >= 10 ? formatCount(Math.round(factor)) : Number(factor.toPrecision(2))}×`;

const TIMES: Record<string, string> = { 2: 'doubled', 3: 'tripled', 4: 'quadrupled' };

/** What a regression would look like: of which SLI, how many times as bad, above which edge, and from which value on. */
export type Regression = {
  spec: Pick<GateSpec, 'sli' | 'direction'>;
  factor: number;
  edgeMs: number | null;
  /** What was measured so far, where it is to be said as a value. */
  past: number | null;
};

/** "a doubled error rate", "twice the requests slower than 400 ms", "20 % less orders", "an error rate of 3 %". */
export function regressionWords({ spec, factor, edgeMs, past }: Regression): string {
  const slower = edgeMs === null ? '' : `requests slower than ${formatCount(edgeMs)}${NARROW}ms`;
  const isHigherBetter = spec.direction === 'higher_is_better';
  if (past !== null) {
    const value = isHigherBetter ? past / factor : past * factor;
    if (edgeMs !== null) return `${formatShare(Math.min(1, value))} of ${slower}`;
    return spec.sli === 'error_rate'
      ? `an error rate of ${formatShare(Math.min(1, value))}`
      : `${spec.sli} of ${Number(value.toPrecision(3))}`;
  }
  const times = TIMES[String(factor)];
  if (spec.sli === 'error_rate') return times ? `a ${times} error rate` : `${timesWords(factor)} the error rate`;
  if (edgeMs !== null) return `${factor === 2 ? 'twice' : timesWords(factor)} the ${slower}`;
  const percent = (share: number) => `${Math.round(share * 100)}${NARROW}%`;
  if (isHigherBetter) return `${percent(1 - 1 / factor)} less ${spec.sli}`;
  return times ? `${times} ${spec.sli}` : `${percent(factor - 1)} more ${spec.sli}`;
}

/** "12", "2,400", "0.4": requests or values a minute. */
export const perMinuteWords = (perMinute: number): string =>
  perMinute >= 10 ? formatCount(Math.round(perMinute)) : String(Number(perMinute.toPrecision(2)));

/** "29 of 100"; never 0 or 100 where it is neither. */
export function ofHundred(chance: number): string {
  const whole = Math.round(chance * 100);
  if (whole === 0 && chance > 0.0005) return 'fewer than 1 of 100';
  if (whole === 100 && chance < 0.9995) return '99 of 100';
  return `${whole} of 100`;
}

export function suggestionWords(
  suggestion: Suggestion,
  stepHold: number,
  first: boolean,
  secondsOf: (hold: string) => number,
): string {
  switch (suggestion.kind) {
    case 'hold':
      return `hold ${holdWords(secondsOf(suggestion.hold))}`;
    case 'exposure': {
      const seconds = secondsOf(suggestion.hold);
      const verb = first ? 'start at' : 'go to';
      return `${verb} ${formatExposure(suggestion.exposure)}${seconds > stepHold ? ` and hold ${holdWords(seconds)}` : ''}`;
    }
    case 'soak':
      return 'its gates prove nothing here, make it a soak without gates';
  }
}
