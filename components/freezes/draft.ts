/** The form of a freeze: empty, filled from one that is, and what it would put. Pure. */

import { allowsOf, type Excepted } from '@/components/policies/excepted';
import { type FreezeView, IN_FLIGHT } from '@/lib/freezes/schema';
import { scopeText } from '@/lib/freezes/scope';
import { hasOffset } from '@/lib/shared/local-time';
import { isRepeat, type Repeat, scopeOrNone } from './words';

export type FreezeDraft = {
  /** As lib/freezes/scope.ts has it. */
  scope: string;
  timezone: string;
  start: string;
  end: string;
  repeat: Repeat;
  /** An own RFC 5545 rule, where `repeat` is `rule`. */
  rule: string;
  /** Local dates, apart by commas or spaces. */
  except: string;
  /** The text of an iCalendar file, where `repeat` is `ical`. */
  ical: string;
  inFlight: (typeof IN_FLIGHT)[number];
  reason: string;
} & Excepted;

export const EMPTY_FREEZE: FreezeDraft = {
  scope: '',
  timezone: '',
  start: '',
  end: '',
  repeat: 'none',
  rule: '',
  except: '',
  ical: '',
  inFlight: 'hold',
  securityFix: false,
  revert: false,
  reason: '',
};

/** A `datetime-local` value, read as UTC; undefined when empty. */
export function isoOf(local: string): string | undefined {
  return local === '' ? undefined : `${local.length === 16 ? `${local}:00` : local}Z`;
}

/** What would be put. */
export function inputOfFreeze(draft: FreezeDraft): Record<string, unknown> {
  const { timezone, repeat, inFlight } = draft;
  const common = {
    scope: scopeOrNone(draft.scope),
    ...(timezone === '' ? {} : { timezone }),
    ...(inFlight === 'hold' ? {} : { inFlight }),
    ...(draft.securityFix || draft.revert ? { allows: allowsOf(draft) } : {}),
    reason: draft.reason,
  };
  if (repeat === 'ical') return { ...common, ical: draft.ical };
  const start = timeOf(draft.start, timezone);
  const end = timeOf(draft.end, timezone);
  const except = draft.except.split(/[\s,]+/).filter((part) => part !== '');
  return {
    ...common,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(repeat === 'none' ? {} : { recurrence: repeat === 'rule' ? draft.rule : repeat }),
    ...(repeat === 'none' || except.length === 0 ? {} : { except }),
  };
}

/** The form as it would have been filled for this freeze. An imported calendar's file is not kept: it is asked for again. */
export function draftOfFreeze(freeze: FreezeView): FreezeDraft {
  const { timezone, recurrence, first, end } = freeze;
  const once = recurrence === null && freeze.imported === 0;
  const fields = (time: string) => localOf(time, timezone);
  return {
    ...EMPTY_FREEZE,
    scope: scopeText(freeze.scope),
    timezone: timezone ?? '',
    start: first ? fields(first.start) : once ? fields(freeze.start) : '',
    end: first ? fields(first.end) : once && end !== null ? fields(end) : '',
    repeat: freeze.imported > 0 ? 'ical' : recurrence === null ? 'none' : isRepeat(recurrence) ? recurrence : 'rule',
    rule: recurrence !== null && !isRepeat(recurrence) ? recurrence : '',
    except: freeze.except.join(', '),
    inFlight: IN_FLIGHT.find((known) => known === freeze.inFlight) ?? 'hold',
    securityFix: freeze.allows.includes('security_fix'),
    revert: freeze.allows.includes('revert'),
    reason: freeze.reason,
  };
}

/** A time as a `datetime-local` value on the wall clock of the zone (UTC where there is none); already local ones stay. */
function localOf(time: string, timezone: string | null): string {
  const moment = Date.parse(time);
  if (!hasOffset(time) || Number.isNaN(moment)) return time.slice(0, 16);
  // Swedish writes dates and times as ISO 8601 does.
  return new Date(moment)
    .toLocaleString('sv-SE', { timeZone: timezone ?? 'UTC' })
    .replace(' ', 'T')
    .slice(0, 16);
}

/** With a time zone the wall clock of it, else UTC. */
const timeOf = (local: string, timezone: string): string | undefined =>
  timezone === '' || local === '' ? isoOf(local) : local;
