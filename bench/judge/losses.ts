import type { Cell } from './cell';

/** Where a rival did better than ours as the gate uses it. `honest`: with no more false stops than α on that trace. */
export type Loss = { trace: string; effect: string; judge: string; honest: boolean; how: string };

export const OURS = 'Rampart';
const ALPHA = 0.05;
/** Smaller differences are chance or rounding to whole minutes. */
const [FASTER, MORE] = [0.9, 0.02];

/** Every cell of bad releases in which some other judge stopped clearly more of them, or its median came sooner. */
export function lossesOf(cells: readonly Cell[]): Loss[] {
  const find = (judge: string, trace: string, effect: string) =>
    cells.find((cell) => cell.judge === judge && cell.trace === trace && cell.effect === effect);
  return cells.flatMap((cell): Loss[] => {
    if (cell.missed === null || cell.judge.startsWith(OURS)) return [];
    const ours = find(OURS, cell.trace, cell.effect);
    const falseStops = find(cell.judge, cell.trace, 'A/A')?.stopped.share ?? 1;
    if (!ours) return [];
    const sooner =
      cell.minutes.median !== null && cell.minutes.median < FASTER * (ours.minutes.median ?? Number.POSITIVE_INFINITY);
    const more = cell.stopped.share > ours.stopped.share + MORE && cell.stopped.lower > ours.stopped.upper;
    if (!sooner && !more) return [];
    const how = [
      sooner ? `stops after ${say(cell.minutes.median)} min, ours ${after(ours.minutes.median)}` : null,
      more ? `stops ${percent(cell.stopped.share)} %, ours ${percent(ours.stopped.share)} %` : null,
      `(and ${percent(falseStops)} % of the healthy)`,
    ];
    return [
      {
        trace: cell.trace,
        effect: cell.effect,
        judge: cell.judge,
        honest: falseStops <= ALPHA,
        how: how.filter((part) => part !== null).join('; '),
      },
    ];
  });
}

const say = (minutes: number | null): string => (minutes === null ? '–' : String(Number(minutes.toFixed(1))));
const after = (minutes: number | null): string => (minutes === null ? 'does not stop half of them' : say(minutes));
const percent = (share: number): string => (share * 100).toFixed(share < 0.1 ? 1 : 0);
