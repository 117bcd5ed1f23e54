/** Times as Rampart writes them: 24 h UTC; local only beside it; ages relative under a day. All input is epoch ms. */

import { DAY_MS, dayStart } from '@/lib/shared/utc-day';
import { NARROW } from './number';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (value: number) => String(value).padStart(2, '0');
const unit = (value: number, name: string) => `${value}${NARROW}${name}`;

/** Rounded to what matters: "42 s", "6 min", "1 h 30 min", "2 d 4 h". Negative counts as zero. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < MINUTE) return unit(Math.floor(ms / SECOND), 's');
  if (ms < HOUR) return unit(Math.floor(ms / MINUTE), 'min');
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR) / MINUTE);
    const hours = unit(Math.floor(ms / HOUR), 'h');
    return minutes === 0 ? hours : `${hours} ${unit(minutes, 'min')}`;
  }
  const hours = Math.floor((ms % DAY_MS) / HOUR);
  const days = unit(Math.floor(ms / DAY_MS), 'd');
  return hours === 0 ? days : `${days} ${unit(hours, 'h')}`;
}

/** To the second, for records: 4 min 20 s; what took less than one is not 0 s but 700 ms. */
export function formatExactDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms > 0 && ms < SECOND) return unit(Math.ceil(ms), 'ms');
  const seconds = Math.floor(ms / SECOND) % 60;
  if (ms < MINUTE || ms >= HOUR || seconds === 0) return formatDuration(ms);
  return `${unit(Math.floor(ms / MINUTE), 'min')} ${unit(seconds, 's')}`;
}

/** A countdown that shows life: "4 s", "0:50", "12:05", "1:04:09"; `null` or past is "–". */
export function formatCountdown(milliseconds: number | null): string {
  if (milliseconds === null || milliseconds <= 0) return '–';
  const total = Math.ceil(milliseconds / SECOND);
  if (total < 10) return unit(total, 's');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** "14:32:10" */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** "14:32" */
export function formatMinute(at: number): string {
  return formatClock(at).slice(0, 5);
}

/** "19 Nov" in UTC; another year than `now`'s is added. */
export function formatDate(at: number, now: number): string {
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return date.getUTCFullYear() === new Date(now).getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`;
}

/** "Thu 19 Nov 2026, 14:32 UTC" */
export function formatFull(at: number): string {
  const date = new Date(at);
  return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${formatMinute(at)} UTC`;
}

/** A moment in a sentence: today "14:32:10", within a week "Mon 07:00", else "23 Nov 07:00". */
export function formatMoment(at: number, now: number): string {
  if (dayStart(at) === dayStart(now)) return formatClock(at);
  const date = new Date(at);
  if (Math.abs(at - now) < 6 * DAY_MS) return `${DAYS[date.getUTCDay()]} ${formatMinute(at)}`;
  return `${formatDate(at, now)} ${formatMinute(at)}`;
}

/** "3 min ago" under a day, else the date and time. */
export function formatAge(at: number, now: number): string {
  const age = now - at;
  if (age < 5 * SECOND) return 'now';
  return age < DAY_MS ? `${formatDuration(age)} ago` : `${formatDate(at, now)} ${formatMinute(at)}`;
}

/** The reader's own clock, for a tooltip: "15:32:10 Berlin"; null where it shows what UTC does. */
export function formatLocal(at: number, timeZone?: string): string | null {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone }).format(at);
  if (clock === formatClock(at)) return null;
  return `${clock} ${zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone}`;
}
