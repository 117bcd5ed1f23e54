/**
 * One entry of a freeze's calendar. Times are of the wall clock in `zone` (`2026-11-20T23:00:00`), so that "Friday 23:00"
 * stays 23:00 when the clocks change.
 */
export type CalendarEvent = {
  start: string;
  end: string;
  /** IANA name, e.g. Europe/Berlin. */
  zone: string;
  /** RFC 5545 rule without DTSTART, e.g. FREQ=WEEKLY;BYDAY=FR. */
  rrule?: string;
  /** Occurrences that start at these local dates or times do not happen. */
  except?: string[];
  title?: string;
};

/** When a freeze stands, in epoch ms: start inclusive, end exclusive. */
export type Window = { start: number; end: number; title?: string };
