/** The last line of "what changed lately": what is known not to have happened, and since when. Pure. */

import type { AuditEvent } from '@/lib/audit/schema';
import { formatMinute } from '@/lib/format/time';

/** What was read; `more` says that there are older changes than the oldest one here. */
type Read = { shown: readonly Pick<AuditEvent, 'at'>[]; more: boolean };

/**
 * "Nothing else changed exposure, plan, gate or freeze since 13:32." Said only of what was looked through: not while it is
 * being read, not when it could not be, and no further back than the oldest change that was read.
 * @param since start of the window, epoch ms
 */
export function nothingElse(read: Read | undefined, since: number, failed: boolean): string {
  const oldest = read?.shown.at(-1);
  if (!read) {
    return failed
      ? 'What changed could not be read, so something may have.'
      : `Reading what changed since ${formatMinute(since)}…`;
  }
  if (read.more && oldest) {
    const from = formatMinute(Date.parse(oldest.at));
    return `So much changed that this goes back to ${from} only; nothing else since then.`;
  }
  return `${oldest ? 'Nothing else' : 'Nothing'} changed exposure, plan, gate or freeze since ${formatMinute(since)}.`;
}
