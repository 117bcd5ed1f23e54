/** What each action's dialog says: consequences in words, the evidence, and on which button the focus falls. Pure. */

import { byConcern, evidenceWords } from '@/components/gates/words';
import { formatExposure, formatPlural } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import { effectOfYes } from '@/lib/releases/approval-turn';
import type { ActionName, BlockerKind, Release } from '@/lib/releases/schema';
import { lifts, type OverrideTerms, usualTerms } from './override-terms';
import { nameOf, type Placed, placeOf, standingStep, standsAt } from './places';
import { type Usual, usualWords } from './receipt-steps';

/** What a person typed, ended where they did not end it: more follows it. */
const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

export type DialogWords = {
  /** `safety`: focus on the confirming button. `exposure`: on the keeping one. */
  direction: 'safety' | 'exposure';
  title: string;
  /** What will be true afterwards. */
  consequence: string;
  /** Facts under it, one line each, those against it first. */
  facts: readonly { term: string; words: string }[];
  keepLabel: string;
  confirmLabel: string;
  reason: { required: boolean; initial?: string; placeholder?: string };
  hurting: boolean;
};

/** The whole exposure now, ring by ring: "internal 100 % · early 100 % · broad 5 %"; one number without rings. */
export function exposureNow(release: Placed & Pick<Release, 'mechanism'>): string {
  const { steps, exposure, mechanism } = release;
  const seen = exposure.observed ?? exposure.desired;
  if (mechanism !== 'ring') return `${formatExposure(seen)} of everyone`;
  const here = standingStep(release);
  const rings = [...new Set(steps.slice(0, here.index + 1).map((planned) => planned.ring))];
  return rings.map((ring) => `${ring} ${formatExposure(ring === here.ring ? seen : 100)}`).join(' · ');
}

const returns = (release: Release): string =>
  release.baselineVersion ? `Users return to ${release.baselineVersion}.` : 'Users return to the version before.';

/** Why one would take it back: what fails now, or what is still unproven. */
export function evidence(release: Pick<Release, 'gates'>): string[] {
  const failing = release.gates.filter((gate) => gate.verdict === 'fail').sort(byConcern);
  return failing.map(evidenceWords);
}

/** What speaks against more exposure: failing, silent and unproven gates. */
export function against(release: Pick<Release, 'gates'>): string[] {
  return [...release.gates]
    .sort(byConcern)
    .filter((gate) => gate.verdict !== 'pass')
    .map(
      (gate) =>
        `${gate.name} ${gate.verdict === 'fail' ? 'fails' : gate.verdict === 'no_data' ? 'has no data' : 'is not proven'}: ${gate.why}`,
    );
}

function nextPlace(release: Release): string {
  const next = release.steps[release.step.index + 1];
  return next ? placeOf(next) : 'done';
}

const facts = (...lines: (readonly [string, string | undefined] | null)[]): DialogWords['facts'] =>
  lines.flatMap((line) => (line?.[1] ? [{ term: line[0], words: line[1] }] : []));

const kindWords = (kind: BlockerKind): string => kind.replace('_', ' ');

/**
 * What is asked before an action; a reason where the plan demands one, and towards exposure against the evidence.
 * @param alone whether its missing approval is not this person's to lift (`aloneInIt`)
 * @param terms what an override is to lift
 */
export function dialogWords(
  action: ActionName,
  release: Release,
  usual?: Usual,
  alone = false,
  terms: OverrideTerms = usualTerms(release, alone),
): DialogWords {
  const usually = usualWords(usual);
  const demanded = release.reasonFor.includes(action);
  const { version } = release;
  const name = nameOf(release);
  const hurting = release.attention.class >= 7;
  const here = placeOf(release.step);
  const failing = evidence(release);
  const doubts = against(release).map((words) => ['Against', words] as const);
  switch (action) {
    case 'rollback':
      return {
        direction: 'safety',
        title: `Roll back ${name}?`,
        consequence: `${name} → ${formatExposure(0)}. ${returns(release)}`,
        facts: facts(
          ['Now', exposureNow(release)],
          [
            'After',
            release.mechanism === 'ring' ? `${formatExposure(0)} in every ring` : `${formatExposure(0)} of everyone`,
          ],
          failing[0] ? ['Why', failing.join('; ')] : null,
          ['Safe', 'Approvals and freezes do not block this. Asking twice changes nothing.'],
          usually ? ['Usually', `confirmed in ${usually}.`] : null,
          release.risk ? ['Risk', `${sentence(release.risk)} Data written by ${version} stays.`] : null,
        ),
        keepLabel: `Keep ${version}`,
        confirmLabel: release.status === 'rollback_failed' ? 'Try now' : 'Roll back',
        reason: { required: demanded, ...(failing[0] ? { initial: failing[0] } : {}) },
        hurting,
      };
    case 'pause':
      return {
        direction: 'safety',
        title: `Pause ${name}?`,
        consequence: `${version} stays at ${standsAt(release)}. The hold clock stops; gates and automatic rollback go on.`,
        facts: facts(['After', 'Only a person resumes it.']),
        keepLabel: 'Let it go on',
        confirmLabel: 'Pause',
        reason: { required: false },
        hurting: false,
      };
    case 'resume':
      return {
        direction: 'exposure',
        title: `Resume ${name}?`,
        consequence: `The hold at ${here} goes on${leftWords(release)}. Resuming never skips it.`,
        facts: facts(...doubts),
        keepLabel: 'Keep it paused',
        confirmLabel: 'Resume',
        reason: { required: release.verdict === 'fail', placeholder: 'Why it may go on' },
        hurting: false,
      };
    case 'advance':
      return {
        direction: 'exposure',
        title: `Advance ${name} before its hold is over?`,
        consequence: `${here} → ${nextPlace(release)}, now${leftWords(release) ? `, ${leftWords(release).replace(/^, /, '')} of the hold not waited for` : ''}.`,
        facts: facts(...doubts, ['Record', 'The hold is recorded as shortened, with your reason.']),
        keepLabel: 'Keep holding',
        confirmLabel: 'Advance',
        reason: { required: true, placeholder: 'Why it need not wait' },
        hurting: false,
      };
    case 'override': {
      const lifted = lifts(terms, release, alone);
      const stays = release.blockers.filter((entry) => !lifted.includes(entry.kind));
      return {
        direction: 'exposure',
        title: `Override what holds ${name}?`,
        consequence:
          lifted.length > 0
            ? `Lifts ${formatPlural(lifted.length, 'blocker')} for this step only: ${lifted.map(kindWords).join(', ')}.`
            : `Lets ${version} go on from ${here} for this step only.`,
        facts: facts(
          ...stays.map((entry) => ['Stays', entry.detail] as const),
          ...doubts,
          ['Review', 'It stays on the release until somebody else has reviewed it, within 48 hours.'],
          ['Refused when', 'A critical gate fails: then only rolling back is possible.'],
        ),
        keepLabel: 'Leave it held',
        confirmLabel: 'Override',
        reason: { required: true, placeholder: 'Who decided, and why' },
        hurting: false,
      };
    }
    case 'cancel':
      return {
        direction: 'safety',
        title: `Cancel ${name}?`,
        consequence: `${version} never starts. Nobody has seen it.`,
        facts: [],
        keepLabel: `Keep ${version}`,
        confirmLabel: 'Cancel the release',
        reason: { required: false },
        hurting: false,
      };
    case 'approve':
      return {
        direction: 'exposure',
        title: `Approve ${name} for ${here}?`,
        consequence: effectOfYes(release),
        facts: facts(
          ...doubts,
          ...release.gates
            .filter((gate) => gate.verdict === 'pass')
            .map((gate) => [gate.name, `pass: ${gate.why}`] as const),
        ),
        keepLabel: 'Not now',
        confirmLabel: 'Approve',
        reason: { required: false },
        hurting: false,
      };
    case 'reject':
      return {
        direction: 'safety',
        title: `Reject ${name} for ${here}?`,
        consequence:
          release.exposure.desired > 0
            ? `${version} stays at ${formatExposure(release.exposure.desired)} and pauses.`
            : `${version} is cancelled. Nobody has seen it.`,
        facts: [],
        keepLabel: 'Leave it open',
        confirmLabel: 'Reject',
        reason: { required: demanded, placeholder: 'What is missing' },
        hurting: false,
      };
  }
}

function leftWords({ hold }: Release): string {
  if (!hold) return '';
  const left = hold.totalMs - hold.elapsedMs;
  return left > 0 ? `, ${formatDuration(left)} left` : '';
}
