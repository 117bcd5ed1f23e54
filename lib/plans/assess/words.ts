import { formatCount, formatExposure, NARROW } from '@/lib/format/number';
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

/** 3 → "3×", 1.5 → "1.5×". */
export const timesWords = (factor: number): string => `${Number(factor.toPrecision(3))}×`;

const TIMES: Record<string, string> = { 2: 'doubled', 3: 'tripled', 4: 'quadrupled' };

/** "a doubled error rate", "twice the requests above 400 ms", "20 % more cpu", "a third fewer orders". */
export function regressionWords(
  spec: Pick<GateSpec, 'sli' | 'direction'>,
  factor: number,
  edgeMs: number | null,
): string {
  const times = TIMES[String(factor)];
  if (spec.sli === 'error_rate') return times ? `a ${times} error rate` : `${timesWords(factor)} the error rate`;
  if (edgeMs !== null) {
    const much = factor === 2 ? 'twice' : timesWords(factor);
    return `${much} the requests slower than ${formatCount(edgeMs)}${NARROW}ms`;
  }
  const percent = (share: number) => `${Math.round(share * 100)}${NARROW}%`;
  if (spec.direction === 'higher_is_better') return `${percent(1 - 1 / factor)} less ${spec.sli}`;
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
