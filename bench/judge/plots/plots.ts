import type { Cell } from '../cell';
import { JUDGES } from '../judges';
import { ALPHA } from '../judges/ours';
import { OURS } from '../losses';
import { TRACES } from '../traces';
import { type Axis, type Mark, type Panel, panelsSvg } from './panels';

type Find = (judge: string, trace: string, effect: string) => Cell | undefined;

/** The effect that is shown of each trace: a doubled error rate, or its like. */
const TYPICAL = 3;

const HOW = 'Dot: median, line: to the slowest tenth. Red: quick, but stops over 5 % of the healthy there too.';

/** The pictures of the benchmark, by file name. */
export function plots(cells: readonly Cell[]): Record<string, string> {
  const find: Find = (judge, trace, effect) =>
    cells.find((cell) => cell.judge === judge && cell.trace === trace && cell.effect === effect);
  const iid = TRACES[0];
  const elsewhere = TRACES.slice(1).map((trace) => ({
    trace: trace.name,
    effect: trace.effects[TYPICAL]?.label ?? '',
  }));
  const atIid = (iid?.effects.slice(1) ?? []).map(({ label }) => ({ trace: iid?.name ?? '', effect: label }));
  return {
    'judge-false-stops.svg': panelsSvg(
      {
        title: 'Healthy releases that were stopped',
        how: 'Dot: measured, line: its 95 % interval, dashed: at most 5 % was promised. Red: more.',
      },
      TRACES.map(({ name }) => falseStops(find, name)),
      PERCENT,
    ),
    'judge-delays.svg': panelsSvg(
      { title: 'Minutes until a bad release was stopped, steady traffic', how: HOW },
      atIid.map(({ trace, effect }) => delays(find, trace, effect)),
      MINUTES,
    ),
    'judge-delays-elsewhere.svg': panelsSvg(
      { title: 'Minutes until a bad release was stopped, everywhere else', how: HOW },
      elsewhere.map(({ trace, effect }) => delays(find, trace, effect)),
      MINUTES,
    ),
  };
}

/** Square root, so that one and five percent can be told apart beside ninety. */
const PERCENT: Axis = {
  ticks: [0, 1, 5, 20, 50, 100],
  scale: (v) => Math.sqrt(v / 100),
  unit: '%',
  limit: ALPHA * 100,
};
const MOST_MINUTES = 120;
const MINUTES: Axis = {
  ticks: [0, 1, 5, 15, 30, 60, MOST_MINUTES],
  scale: (v) => Math.sqrt(v / MOST_MINUTES),
  unit: 'min',
  limit: null,
};

const isFalse = (find: Find, judge: string, trace: string): boolean =>
  (find(judge, trace, 'A/A')?.stopped.share ?? 1) > ALPHA;

const toneOf = (find: Find, judge: string, trace: string): Mark['tone'] => {
  if (judge === OURS) return 'ours';
  return isFalse(find, judge, trace) ? 'bad' : 'good';
};

function falseStops(find: Find, trace: string): Panel {
  const marks = JUDGES.flatMap(({ name }): Mark[] => {
    const stopped = find(name, trace, 'A/A')?.stopped;
    if (!stopped) return [];
    const [at, from, to] = [stopped.share, stopped.lower, stopped.upper].map((share) => share * 100) as [
      number,
      number,
      number,
    ];
    const words = `${at.toFixed(at < 10 ? 1 : 0)} %`;
    return [{ label: name, at, from, to, words, tone: toneOf(find, name, trace) }];
  });
  return { title: trace, marks };
}

function delays(find: Find, trace: string, effect: string): Panel {
  const marks = JUDGES.flatMap(({ name }): Mark[] => {
    const cell = find(name, trace, effect);
    if (!cell) return [];
    const { median, p90 } = cell.minutes;
    const stopped = cell.stopped.share * 100;
    const words = median === null ? `stops ${stopped.toFixed(0)} %` : `${Number(median.toFixed(1))} min`;
    const to = p90 ?? MOST_MINUTES;
    return [{ label: name, at: median, from: median ?? 0, to, words, tone: toneOf(find, name, trace) }];
  });
  return { title: `${trace}, ${effect}`, marks };
}
