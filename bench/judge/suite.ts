import { mkdirSync, writeFileSync } from 'node:fs';
import type { BenchRow, BenchSuite } from '../row';
import { campaign, FULL, QUICK } from './campaign';
import type { Cell } from './cell';
import { compareWithExpected } from './expected';
import { JUDGES } from './judges';
import { lossesOf, OURS } from './losses';
import { plots } from './plots/plots';
import { MARGIN, proofs } from './proofs';
import { SEED } from './random';
import { speedRows } from './speed';
import * as text from './text';
import { TRACES } from './traces';

const OUT = 'bench/results';

/** Traces on which an anytime-valid judge must hold its α. */
const MUST_HOLD = ['iid', 'shared load', 'ramp + drift', 'clusters 3', 'clusters 10'];

/**
 * `npm run bench -- judge`: every judge on every trace, without a database. `BENCH_SEED` draws other releases,
 * `BENCH_QUICK=1` few of them, to see that it runs.
 */
export const judgeSuite: BenchSuite = async ({ say }) => {
  const size = process.env.BENCH_QUICK ? QUICK : FULL;
  say(`seed ${SEED}; releases per cell ${JSON.stringify(size)}\n${text.settings()}\n`);
  const speed = speedRows(SEED);
  const began = performance.now();
  const cells = await campaign(SEED, size, (trace) => say(`  … ${trace}`));
  const proven = proofs(SEED);
  const seconds = (performance.now() - began) / 1000;
  const expected = compareWithExpected(cells);
  const losses = lossesOf(cells);

  say(`${text.overview(cells)}\n\nstopped % / median minutes; – : fewer than half were stopped in time\n`);
  say(`Ours in full\n${text.details(cells.filter(({ judge }) => judge === OURS))}\n`);
  say(`The three verdicts (r0 = ${MARGIN.r0}, steady traffic, 60 min)\n${text.verdicts(proven)}\n`);
  say(`As expected beforehand?\n${text.comparison(expected)}\n`);
  say(`Where a rival with no more than 5 % false stops did better\n${text.losses(losses.filter((l) => l.honest))}\n`);
  say(`Where one did that stops more of the healthy\n${text.losses(losses.filter((l) => !l.honest))}\n`);

  mkdirSync(OUT, { recursive: true });
  const described = {
    seed: SEED,
    size,
    judges: JUDGES.map(({ name, settings }) => ({ name, settings })),
    traces: TRACES.map(({ name, law, minutes, onsetMinute }) => ({ name, law, minutes, onsetMinute })),
    cells,
    proven,
    expected,
    losses,
  };
  writeFileSync(`${OUT}/judge.json`, `${JSON.stringify(described, null, 1)}\n`);
  writeFileSync(`${OUT}/judge.txt`, `${text.settings()}\n\n${text.overview(cells)}\n\n${text.details(cells)}\n`);
  const pictures = Object.entries(plots(cells));
  for (const [name, svg] of pictures) writeFileSync(`${OUT}/${name}`, svg);
  say(`Everything about every judge: ${OUT}/judge.{txt,json}; pictures: ${pictures.map(([name]) => name).join(', ')}`);
  return [...speed, ...truths(cells), row('judge: whole benchmark', seconds, 's', 300)];
};

const row = (name: string, value: number, unit: string, target: number): BenchRow => ({
  name,
  value,
  unit,
  target,
  better: 'lower',
});

/** What must be true of ours: never above α. How quick it is was not promised; that is compared above, losses and all. */
function truths(cells: readonly Cell[]): BenchRow[] {
  const ours = (trace: string, effect: string, judge = OURS) =>
    cells.find((cell) => cell.judge === judge && cell.trace === trace && cell.effect === effect);
  return [
    ...MUST_HOLD.map((trace) =>
      row(`judge: healthy releases stopped, ${trace}`, (ours(trace, 'A/A')?.stopped.share ?? 1) * 100, '%', 5),
    ),
  ];
}
