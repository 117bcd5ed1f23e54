/**
 * Actions towards safety that could not be sent: kept on this device until the connection returns. Pure; times are epoch
 * ms of this device, which is the clock the wait is measured by.
 */

export const QUEUEABLE = ['rollback', 'pause', 'kill'] as const;
/** Less exposure, or none: what is right however late it is sent. Everything else is refused while nothing is reached. */
export type QueueableAction = (typeof QUEUEABLE)[number];

/** What was meant this long ago may no longer be meant: after that it is asked again before it is sent. */
export const ASK_AGAIN_MS = 15 * 60_000;
/** Nobody wants to be asked about yesterday's night. */
export const FORGET_MS = 24 * 3_600_000;

export type Queued = {
  /** The `Idempotency-Key` of every try, the first one included: it happens once, however often it is sent. */
  key: string;
  /** Who pressed it: nobody else's session sends it. */
  person: string;
  action: QueueableAction;
  path: string;
  body: unknown;
  /** "checkout 2.4.1", "every service" */
  subject: string;
  /** The release it is about; null for a kill switch. */
  release: string | null;
  at: number;
  /** Tries that may have arrived without their answer coming back. */
  tries: number;
  state: 'waiting' | 'refused';
  /** Why the server refused it, in its own words. */
  refusal?: string;
};

export type Draft = Omit<Queued, 'state' | 'refusal'>;

/** `send`: now. `ask`: too old to be sent unasked. `told`: refused, and shown until somebody has read it. */
export type Due = 'send' | 'ask' | 'told';

export const isQueueable = (action: string): action is QueueableAction =>
  (QUEUEABLE as readonly string[]).includes(action);

export function dueOf(entry: Queued, now: number): Due {
  if (entry.state === 'refused') return 'told';
  return now - entry.at >= ASK_AGAIN_MS ? 'ask' : 'send';
}

/** Adds one; the same action on the same thing waits once, as it was pressed first. */
export function enqueue(list: readonly Queued[], draft: Draft): readonly Queued[] {
  const same = list.some(
    (entry) =>
      entry.state !== 'refused' &&
      entry.action === draft.action &&
      entry.path === draft.path &&
      entry.person === draft.person,
  );
  return same ? list : [...list, { ...draft, state: 'waiting' }];
}

export const drop = (list: readonly Queued[], key: string): readonly Queued[] =>
  list.filter((entry) => entry.key !== key);

const change = (list: readonly Queued[], key: string, to: (entry: Queued) => Queued): readonly Queued[] =>
  list.map((entry) => (entry.key === key ? to(entry) : entry));

/** It is still meant: its wait begins again. */
export const renew = (list: readonly Queued[], key: string, now: number): readonly Queued[] =>
  change(list, key, (entry) => ({ ...entry, at: now }));

/** Where nothing was reached it may have arrived all the same, unless the device knew that it was offline. */
export const tried = (list: readonly Queued[], key: string): readonly Queued[] =>
  change(list, key, (entry) => ({ ...entry, tries: entry.tries + 1 }));

/** What an answer makes of it. `status` 0: nothing was reached. */
export function settle(
  list: readonly Queued[],
  key: string,
  answer: { ok: true } | { ok: false; status: number; words: string },
): readonly Queued[] {
  if (answer.ok) return drop(list, key);
  return change(list, key, (entry) =>
    comesLater(answer.status) ? { ...entry, state: 'waiting' } : { ...entry, state: 'refused', refusal: answer.words },
  );
}

/** Whether nothing that could decide was reached: then the action is kept here. */
export const unreached = (status: number): boolean => status === 0 || status >= 502;

/** Not reached, too many at once, or a server in trouble: the same again is right. Signed out: after signing in it is. */
export const comesLater = (status: number): boolean =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;

const isQueued = (value: unknown): value is Queued => {
  const entry = value as Partial<Record<keyof Queued, unknown>> | null;
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.key === 'string' &&
    typeof entry.person === 'string' &&
    typeof entry.action === 'string' &&
    isQueueable(entry.action) &&
    typeof entry.path === 'string' &&
    entry.path.startsWith('/api/v1/') &&
    typeof entry.subject === 'string' &&
    (entry.release === null || typeof entry.release === 'string') &&
    typeof entry.at === 'number' &&
    typeof entry.tries === 'number' &&
    (entry.state === 'waiting' || entry.state === 'refused')
  );
};

/** What was kept, as far as it can be read: of this person, not forgotten. */
export function restore(text: string | null, person: string, now: number): readonly Queued[] {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(kept)) return [];
  return kept
    .filter(isQueued)
    .filter((entry) => entry.person === person && now - entry.at < FORGET_MS && entry.at <= now + ASK_AGAIN_MS);
}

const VERB: Record<QueueableAction, string> = {
  rollback: 'Roll back',
  pause: 'Pause',
  kill: 'Pull the kill switch for',
};

/** "Roll back checkout 2.4.1" */
export const queuedWords = ({ action, subject }: Pick<Queued, 'action' | 'subject'>): string =>
  `${VERB[action]} ${subject}`;
