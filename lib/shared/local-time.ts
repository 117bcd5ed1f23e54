const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * Whether a local date or time (`2026-02-28`, `2026-02-28T23:00`, with seconds or not) is one that the calendar has:
 * `Date.parse` turns 30 February into 2 March and says nothing.
 */
export function isLocalTime(text: string): boolean {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = SHAPE.exec(text) ?? [];
  if (year === undefined) return false;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = Date.parse(`${iso}Z`);
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 19) === iso;
}

/** Whether a time says its offset (`…Z`, `…+01:00`), so that it is a moment and no wall clock. */
export const hasOffset = (time: string): boolean => /(?:Z|[+-]\d\d:?\d\d)$/i.test(time);
