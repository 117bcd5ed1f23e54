/** What a ring rail shows, worked out once; small and large rails only draw it. Pure. */

import { isDrift } from '@/components/status/drift';
import { formatExposure, NARROW } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';

/** `passed` solid, `current` filling, `future` empty, `done` ink, `reverted` outlined in failing, `unknown` hatched. */
export type RailCellState = 'passed' | 'current' | 'future' | 'done' | 'reverted' | 'unknown';

export type RailCell = {
  ring: string;
  /** Percent, 0–100. */
  exposure: number;
  state: RailCellState;
  /** Share of the hold elapsed, 0–1; only for `current`. */
  fill: number;
  /** The hold was extended: the plain hold takes four fifths of the cell, the extension the last. */
  extended: boolean;
  /** A step without gates: it only waits. */
  soak: boolean;
  /** The hold clock stands still. */
  paused: boolean;
  /** What the provider reports when it is not what was asked, percent; else `null`. */
  seen: number | null;
  /** What stands before this step: approvals missing, approvals given, or a freeze that begins first. */
  mark: { kind: 'missing'; count: number } | { kind: 'given' } | { kind: 'freeze' } | null;
  /** "15 min + 8 of ≤ 30", under the large cell. */
  note: string;
  /** The whole cell in words, on hover and focus. */
  label: string;
};

export type RailView = {
  cells: readonly RailCell[];
  /** The rail in one sentence or four. */
  text: string;
};

type RailRelease = Pick<Release, 'status' | 'step' | 'steps' | 'exposure' | 'hold'>;

function fillOf(hold: Release['hold']): { fill: number; extended: boolean } {
  if (!hold || hold.totalMs <= 0) return { fill: hold ? 1 : 0, extended: false };
  const plain = hold.totalMs - hold.extendedMs;
  if (hold.extendedMs <= 0) return { fill: Math.min(1, hold.elapsedMs / hold.totalMs), extended: false };
  const over = Math.max(0, hold.elapsedMs - plain);
  return {
    fill: over > 0 ? 0.8 + 0.2 * Math.min(1, over / hold.extendedMs) : 0.8 * (hold.elapsedMs / plain),
    extended: true,
  };
}

function stateOf(release: RailRelease, index: number): RailCellState {
  const { status, step, exposure } = release;
  if (status === 'completed') return 'done';
  const exposed = status !== 'pending' && status !== 'cancelled';
  const reached = exposed && index <= step.index && (index < step.index || status !== 'awaiting_approval');
  const before = exposed && index < step.index;
  if (status === 'rolled_back' || status === 'superseded') return reached ? 'reverted' : 'future';
  if (status === 'rolling_back' && exposure.observed === 0) return reached ? 'reverted' : 'future';
  if (before) return 'passed';
  if (index === step.index && reached)
    return exposure.observed === null && status !== 'applying' ? 'unknown' : 'current';
  return 'future';
}

/** A hold as a plan has it ("1h30m"), as everything else says spans: "1 h 30 min". */
export const spanOf = (hold: string): string =>
  hold.replaceAll(/(\d+)([dhms])/g, (_, n, unit) => ` ${n}${NARROW}${unit === 'm' ? 'min' : unit}`).trim();

function holdWords(hold: Release['hold'], planned: string): string {
  if (!hold) return `Hold ${spanOf(planned)}.`;
  const plain = formatDuration(hold.totalMs - hold.extendedMs);
  if (hold.extendedMs <= 0) return `Hold ${plain}, ${formatDuration(hold.elapsedMs)} of it over.`;
  const over = Math.max(0, hold.elapsedMs - (hold.totalMs - hold.extendedMs));
  return `Hold ${plain}, extended ${formatDuration(over)} of at most ${formatDuration(hold.extendedMs)}.`;
}

/** A release's rail. `freezeBefore` is the index of the first step that a coming freeze would catch. */
export function railView(release: RailRelease, freezeBefore: number | null = null): RailView {
  const { status, step, steps, exposure } = release;
  // Until this step is confirmed, the hold is still that of the step before.
  const hold = status === 'applying' && step.startedAt === null ? null : release.hold;
  const { fill, extended } = fillOf(hold);
  const cells = steps.map((planned, index): RailCell => {
    const state = stateOf(release, index);
    const current = state === 'current' || state === 'unknown';
    const missing = planned.approvals - planned.approved;
    const drifts = current && isDrift(exposure.desired, exposure.observed);
    const place = `Step ${index + 1} of ${steps.length}, ${planned.ring} ${formatExposure(planned.exposure)}.`;
    const needs =
      planned.approvals > 0 && state === 'future' ? ` Approvals ${planned.approved} of ${planned.approvals}.` : '';
    return {
      ring: planned.ring,
      exposure: planned.exposure,
      state,
      fill: current ? fill : 0,
      extended: current && extended,
      soak: planned.gates === 0,
      paused: current && status === 'paused',
      seen: drifts ? exposure.observed : null,
      mark: markOf(state, planned.approvals, missing, freezeBefore === index),
      note: spanOf(planned.hold),
      label: `${place} ${holdWords(current ? hold : null, planned.hold)}${needs}`,
    };
  });
  const seen =
    exposure.observed === null ? 'provider has not said' : `provider reports ${formatExposure(exposure.observed)}`;
  const next = steps[step.index + 1];
  const text = [
    `Step ${step.index + 1} of ${step.count}, ${step.ring} ring.`,
    `Asked ${formatExposure(exposure.desired)}, ${seen}.`,
    next && status !== 'completed' ? `Next: ${next.ring} ${formatExposure(next.exposure)}.` : '',
  ];
  return { cells, text: text.filter(Boolean).join(' ') };
}

function markOf(state: RailCellState, approvals: number, missing: number, frozen: boolean): RailCell['mark'] {
  if (approvals > 0 && missing > 0 && state === 'future') return { kind: 'missing', count: missing };
  if (frozen && state === 'future') return { kind: 'freeze' };
  return approvals > 0 ? { kind: 'given' } : null;
}

/** 4 + 16·√(exposure/100) px: how much of everyone a stair is, readable from 1 % to 100 %. */
export function cellHeight(exposure: number): number {
  return 4 + 16 * Math.sqrt(Math.min(100, Math.max(0, exposure)) / 100);
}

export type RailGroup = { ring: string; first: number; cells: readonly RailCell[]; folded: boolean };

/** Cells by ring. More than nine steps: rings that are wholly passed fold to one cell with their count. */
export function railGroups(cells: readonly RailCell[]): RailGroup[] {
  const groups: { ring: string; first: number; cells: RailCell[] }[] = [];
  cells.forEach((cell, index) => {
    const last = groups.at(-1);
    if (last && last.ring === cell.ring) last.cells.push(cell);
    else groups.push({ ring: cell.ring, first: index, cells: [cell] });
  });
  const fold = cells.length > 9;
  return groups.map((group) => ({
    ...group,
    folded: fold && group.cells.length > 1 && group.cells.every((cell) => cell.state === 'passed'),
  }));
}
