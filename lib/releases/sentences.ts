import { formatExposure, formatProgress, formatRatio, unbroken } from '@/lib/format/number';
import { formatCountdown, formatDuration, formatExactDuration, formatMoment } from '@/lib/format/time';
import { openWords, sliWord } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import { wantedWords } from './approval-rule';
import type { Blocker, BlockerKind, Release, Status } from './schema';
import { BLOCKER_KINDS, NO_REASON } from './status';

/** Everything a first line speaks of. */
export type Told = Omit<Release, 'reason'>;

/**
 * The first line of a release: *doing: why. What next, who or when.* (screens.md 2.10). Made from what the decision
 * stored, by this one function, for the API and every page; never composed in a component.
 * @param now epoch ms
 * @param yours what the person who reads it can do about an approval it waits for (approval-turn.ts); not on the wire
 */
export function firstLine(release: Told, now: number, yours = ''): string {
  return unbroken(LINES[release.status](release, now, yours).trim().replaceAll('  ', ' '));
}

/** Where it stands: in the ring of the step before while the one it is at was never confirmed. */
const where = (r: Told): string => {
  const standing = r.step.startedAt === null ? (r.steps[r.step.index - 1] ?? r.step) : r.step;
  return `${standing.ring} ${formatExposure(r.exposure.desired)}`;
};
/** What they said is quoted; that nobody said anything is not. */
const saying = (reason: string): string => (reason === NO_REASON ? `, ${reason}` : `: “${reason}”`);
const nextStep = (r: Told): string => {
  const next = r.steps[r.step.index + 1];
  return next ? `${next.ring} ${formatExposure(next.exposure)}` : 'done';
};
const before = (r: Told): string => r.baselineVersion ?? 'the version before';
const since = (at: string | null, now: number): string =>
  at === null ? '' : formatDuration(Math.max(0, now - Date.parse(at)));
const seen = (r: Told): string =>
  r.exposure.observed === null
    ? 'the provider has not said what it did'
    : `the provider still reports ${formatExposure(r.exposure.observed)}`;

/** A provider that has not done what was asked for so long is worth a word. */
export const PATIENCE_MS = 10_000;

const LINES: Record<Status, (release: Told, now: number, yours: string) => string> = {
  pending: (r, now) => {
    const [blocker] = r.blockers;
    if (blocker) return `Not started. ${blockerLine(blocker, now)} ${also(r, blocker, now)}`;
    if (r.startAt && Date.parse(r.startAt) > now)
      return `Starts ${formatMoment(Date.parse(r.startAt), now)} UTC. Nobody sees ${r.version} until then.`;
    return `Not started: nobody sees ${r.version} yet. ${r.step.ring} ${formatExposure(r.step.exposure)} goes out within seconds.`;
  },
  awaiting_approval: (r, now, yours) => {
    const step = r.steps[r.step.index];
    const from =
      r.exposure.desired > 0 ? `${r.steps[r.step.index - 1]?.ring ?? ''} ${formatExposure(r.exposure.desired)} → ` : '';
    const asked = r.blockers.find((b) => b.kind === 'approval')?.since ?? null;
    const blocker = r.blockers.find((b) => b.kind === 'approval');
    const role = step?.approval ? wantedWords(step.approval) : 'approver';
    const open = blocker?.until ? `, open until ${formatMoment(Date.parse(blocker.until), now)}` : '';
    const missing = Math.max(0, (step?.approvals ?? 0) - (step?.approved ?? 0));
    const line = blocker
      ? `Waiting for ${missing} of ${step?.approvals ?? 0} approvals from ${role}: ${from}${r.step.ring} ${formatExposure(r.step.exposure)}. Asked ${since(asked, now)} ago${open}.`
      : `Approved for ${r.step.ring} ${formatExposure(r.step.exposure)}.`;
    return `${line} ${yours} ${also(r, blocker, now)}`;
  },
  applying: (r, now) => {
    const provider = r.blockers.find((b) => b.kind === 'provider');
    if (provider)
      return `${sentence(provider.detail)} ${r.version} stays where it is; Rampart keeps asking, a rollback goes first.`;
    const completing = r.step.index === r.step.count - 1 && r.step.startedAt !== null;
    if (completing) return 'Every gate passed at 100\u202f%: telling the provider it is done.';
    return `Raising ${r.step.ring} to ${formatExposure(r.step.exposure)}: sent ${since(r.commandedAt ?? r.updatedAt, now)} ago, ${seen(r)}. The hold starts when it confirms.`;
  },
  holding: (r, now) => {
    const [blocker] = r.blockers;
    const rest = r.step.holdEndsAt === null ? null : Date.parse(r.step.holdEndsAt) - now;
    const open = r.gates.find((gate) => !gate.satisfied);
    if (blocker?.kind === 'gate' && open?.evidence)
      return `${holdingAt(r)}: ${gateWords(r.gates)}. ${goesOn(open)} ${also(r, blocker, now)}`;
    if (blocker) return `Holding at ${where(r)}. ${blockerLine(blocker, now)} ${also(r, blocker, now)}`;
    const failing = oneFails(r.gates);
    if (failing) return `Holding at ${where(r)}: ${failing}`;
    const what = gateWords(r.gates);
    const next = r.steps[r.step.index + 1];
    // An open gate holds it after its time: then the time is the least, not a promise.
    const calm = open === undefined;
    const time = rest === null ? '' : `in ${formatCountdown(Math.max(1000, rest))}${calm ? '' : ' at the earliest'}`;
    const end = rest === null ? '' : next ? `${nextStep(r)} ${time}${calm ? ', no one needed' : ''}.` : `Done ${time}.`;
    return `${holdingAt(r)}: ${what}. ${end}`;
  },
  paused: (r, now) => {
    const at = where(r);
    const pause = r.pause;
    if (!pause) return `Paused at ${at}.`;
    switch (pause.kind) {
      case 'person':
        return `Paused by ${pause.by} ${since(pause.at, now)} ago${saying(pause.reason)}. ${r.version} stays at ${at}. Resuming continues the hold${left(r)}.`;
      case 'gate':
        return `Paused at ${at}: ${failWords(r.gates) ?? pause.reason}. Its plan leaves what follows to a person.`;
      case 'unproven':
        return `Paused at ${at}: ${pause.reason}. Resume, override with a reason, or roll back.`;
      case 'refusal':
        return `Paused at ${at}: ${pause.reason}. Resume sends it again.`;
      case 'withdrawn':
        return `Paused at ${at}: ${briefly(pause.reason)}. Resume continues the hold${left(r)}.`;
      case 'rejected':
        return `Paused at ${at}: rejected by ${pause.by}, “${pause.reason}”. Resume asks again.`;
    }
  },
  rolling_back: (r, now) => {
    // What was sent a moment ago is on its way, not refused.
    const provider = r.blockers.find((b) => b.kind === 'provider' && now - Date.parse(b.since) >= PATIENCE_MS);
    const sent = `Rolling back to ${before(r)}: 0\u202f% sent ${since(r.rollback?.at ?? null, now)} ago`;
    return provider ? `${sent}. ${sentence(provider.detail)} It is tried again without end.` : `${sent}, ${seen(r)}.`;
  },
  rollback_failed: (r) => {
    const detail = r.blockers.find((b) => b.kind === 'provider')?.detail ?? 'the provider did not confirm';
    const at = r.rollback
      ? ` at ${r.steps[r.rollback.fromStep]?.ring ?? ''} ${formatExposure(r.exposure.observed ?? r.rollback.fromExposure)}`
      : '';
    return `Not rolled back: users still see ${r.version}${at}. ${sentence(detail)} Tried again every 15 s. Do it by hand.`;
  },
  rolled_back: (r, now) => {
    const took =
      r.finishedAt && r.rollback
        ? `, ${formatExactDuration(Date.parse(r.finishedAt) - Date.parse(r.rollback.at))} after ${r.rollback.by} decided`
        : '';
    const said = r.exposure.observed === null ? 'the provider accepted 0\u202f%' : 'the provider confirmed 0\u202f%';
    return `Rolled back to ${before(r)}: ${said}${r.finishedAt ? ` at ${formatMoment(Date.parse(r.finishedAt), now)}` : ''}${took}. Why: ${ended(briefly(r.rollback?.reason ?? 'not said'))}`;
  },
  completed: (r, now) => {
    const took =
      r.finishedAt && r.startedAt
        ? `, ${formatDuration(Date.parse(r.finishedAt) - Date.parse(r.startedAt))} after the first step`
        : '';
    const until = r.rollbackUntil ? Date.parse(r.rollbackUntil) : null;
    const back =
      until !== null && until > now && r.actions.includes('rollback')
        ? `; rolling back to ${before(r)} is possible until ${formatMoment(until, now)}`
        : '';
    const good = until === null ? '' : ` ${r.version} is now last known good${back}.`;
    // Only while it can be taken back is it certain that no later version is seen by anybody.
    const [sees, from] = back === '' ? ['got', 'at'] : ['sees', 'since'];
    const at = r.finishedAt ? ` ${from} ${formatMoment(Date.parse(r.finishedAt), now)}` : '';
    return `Done: everyone ${sees} ${r.version}${at}${took}.${good}`;
  },
  cancelled: (r) => {
    const why = r.cancelled ?? '';
    // "cancelled by Ana", where nobody said why, speaks for itself.
    const words = why.startsWith('cancelled ') || why === '' ? why || 'cancelled' : `cancelled: ${why}`;
    return `${sentence(words)} Nobody saw ${r.version}.`;
  },
  superseded: (r) =>
    r.rollback
      ? `Superseded: ${sentence(r.rollback.reason)}`
      : `Superseded by a newer version before it started. Nobody saw ${r.version}.`,
};

/** "Extended 8 of at most 30 min at early 25 %", or "Holding at early 25 %". */
function holdingAt(r: Told): string {
  const { hold } = r;
  if (!hold || hold.extendedMs <= 0) return `Holding at ${where(r)}`;
  const most = hold.atMostMs > hold.extendedMs ? ` of at most ${formatDuration(hold.atMostMs)}` : '';
  return `Extended ${formatDuration(hold.extendedMs)}${most} at ${where(r)}`;
}

/** What would let it on, where a gate holds it after its time. */
const goesOn = (gate: GateEvaluation): string =>
  (gate.evidence?.worse ?? 0) > 0
    ? `It goes on if that passes, or ${gate.onFail === 'rollback' || gate.critical ? 'is rolled back' : 'pauses'} if it is proven.`
    : 'It goes on when that is there.';

/** One of several gates that must fail together does, and the release still stands. */
function oneFails(gates: readonly GateEvaluation[]): string | null {
  const words = gates.some(({ verdict }) => verdict === 'fail') ? failWords(gates) : null;
  if (words === null) return null;
  const others = gates.filter(({ verdict, evidence }) => verdict !== 'fail' && (evidence?.worse ?? 0) > 0);
  const other = others.sort((a, b) => (b.evidence?.worse ?? 0) - (a.evidence?.worse ?? 0))[0];
  const beside = other ? `; ${sliWord(other.sli)} is ${formatProgress(other.evidence?.worse ?? 0)} proven worse` : '';
  return `${words}. This plan rolls back when more gates fail together${beside}. You can roll back now.`;
}

const left = (r: Told): string =>
  r.hold ? `, ${formatDuration(Math.max(0, r.hold.totalMs - r.hold.elapsedMs))} left` : '';
/** Without the counts behind a ratio and how the evidence stands: gates and timeline have them. */
const briefly = (reason: string): string =>
  reason
    .replace(/: gate: /, ': ')
    .replace(/(^|: )([\w.-]+): (?=[\d.,]+×)/, '$1$2 ')
    .replace(/: [\d.,<]+[\s\u202f]%[^;]* against [^;]*(;.*)?$/, '');
const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const sentence = (text: string): string => ended(text.charAt(0).toUpperCase() + text.slice(1));

function gateWords(gates: readonly GateEvaluation[]): string {
  if (gates.length === 0) return 'no gates here';
  const open = gates.filter((gate) => !gate.satisfied);
  const passing = gates.filter((gate) => gate.verdict === 'pass').length;
  const words = `${passing} of ${gates.length} ${gates.length === 1 ? 'gate passes' : 'gates pass'}`;
  const [first] = open;
  if (first) return `${words}; ${openWords(first)}`;
  // Satisfied is not proven: lifecycle.md wants the page to say so.
  if (passing === gates.length) return words;
  if (passing > 0) return `${words}, the rest is not proven and may go on`;
  return gates.length === 1
    ? 'its gate is not proven and may go on'
    : `none of ${gates.length} gates is proven, they may go on`;
}

function failWords(gates: readonly GateEvaluation[]): string | null {
  const gate = gates.find((g) => g.verdict === 'fail');
  if (!gate) return null;
  if (gate.effect === null || gate.bound === null || gate.compare === 'limit') return `${gate.name} ${gate.why}`;
  return `${gate.name} ${formatRatio(gate.effect)} baseline, limit ${formatRatio(gate.bound)}`;
}

/** What one blocker says while it binds (screens.md 2.10). */
export function blockerLine(blocker: Blocker, now: number): string {
  const until = blocker.until ? `until ${formatMoment(Date.parse(blocker.until), now)} UTC` : 'until someone lifts it';
  const words: Record<BlockerKind, string> = {
    provider: sentence(blocker.detail),
    incident: `Incident: ${sentence(blocker.detail)} Nothing new is exposed until it is resolved. Rolling back still works.`,
    no_data: `${sentence(blocker.detail)} Silence neither advances nor rolls back.`,
    budget: sentence(blocker.detail),
    freeze: `Frozen ${until}: “${blocker.detail}”. Rolling back still works.`,
    manual: `${sentence(blocker.detail)} Only a person can lift it.`,
    approval: sentence(blocker.detail),
    queue: `${sentence(blocker.detail)} Starts when that one ends.`,
    schedule: `Starts ${blocker.until ? formatMoment(Date.parse(blocker.until), now) : 'later'} UTC.`,
    deployment: sentence(blocker.detail),
    gate: `Held: ${sentence(blocker.detail)}`,
  };
  return words[blocker.kind];
}

/** "Also: freeze until Mon 07:00." Names what else stands, in the order of urgency. */
function also(release: Told, shown: Blocker | undefined, now: number): string {
  const others = release.blockers
    .filter((blocker) => blocker !== shown)
    .sort((a, b) => BLOCKER_KINDS.indexOf(a.kind) - BLOCKER_KINDS.indexOf(b.kind));
  if (others.length === 0) return '';
  return `Also: ${others.map((blocker) => besides(blocker, now)).join(', ')}.`;
}

function besides({ kind, until }: Blocker, now: number): string {
  if (kind !== 'freeze') return kind.replace('_', ' ');
  return until ? `freeze until ${formatMoment(Date.parse(until), now)}` : 'freeze by hand';
}
