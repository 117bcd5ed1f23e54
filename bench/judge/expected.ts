import type { Cell } from './cell';

/** Stop % and median minutes, as they were expected before anything was built (r0 = 1, a look each minute, 60 min). */
type Expected = { percent: number; minutes: number | null };
const at = (percent: number, minutes: number | null = null): Expected => ({ percent, minutes });

type Row = { judge: string; aa: Expected; bursty: Expected; x15: Expected; x2: Expected; x5: Expected };

const TABLE: readonly Row[] = [
  { judge: 'Argo, limit 0', aa: at(55), bursty: at(92), x15: at(100, 4), x2: at(100, 2), x5: at(100, 1) },
  { judge: 'Argo, limit 3', aa: at(1), bursty: at(56), x15: at(99, 23), x2: at(100, 8), x5: at(100, 4) },
  { judge: 'Flagger, 5', aa: at(0.2), bursty: at(44), x15: at(97, 29), x2: at(100, 10), x5: at(100, 5) },
  { judge: 'z, peeked', aa: at(28), bursty: at(28.5), x15: at(100, 4), x2: at(100, 2), x5: at(100, 1) },
  { judge: 'Kayenta, each min', aa: at(0.7), bursty: at(0.3), x15: at(100, 19), x2: at(100, 7), x5: at(100, 5) },
  { judge: 'grid alone, each min', aa: at(1.5), bursty: at(1.5), x15: at(100, 15), x2: at(100, 4), x5: at(100, 1) },
  { judge: 'Rampart, each min', aa: at(1.5), bursty: at(1.5), x15: at(100, 15), x2: at(100, 4), x5: at(100, 1) },
];

const COLUMNS = [
  { key: 'aa', trace: 'iid', effect: 'A/A' },
  { key: 'bursty', trace: 'shared load', effect: 'A/A' },
  { key: 'x15', trace: 'iid', effect: '×1.5' },
  { key: 'x2', trace: 'iid', effect: '×2' },
  { key: 'x5', trace: 'iid', effect: '×5' },
] as const;

/** Agreement: the share within 5 points (or inside its Wilson interval), the median within a quarter of it. */
const POINTS = 0.05;
const QUARTER = 0.25;

export type Comparison = {
  judge: string;
  what: string;
  expected: Expected;
  measured: { percent: number; minutes: number | null };
  share: 'agrees' | 'more' | 'less';
  delay: 'agrees' | 'slower' | 'faster' | null;
};

export function compareWithExpected(cells: readonly Cell[]): Comparison[] {
  return TABLE.flatMap((row) =>
    COLUMNS.flatMap(({ key, trace, effect }) => {
      const cell = cells.find((one) => one.judge === row.judge && one.trace === trace && one.effect === effect);
      if (!cell) return [];
      const expected = row[key];
      const { share, lower, upper } = cell.stopped;
      const wanted = expected.percent / 100;
      const near = Math.abs(share - wanted) <= POINTS || (wanted >= lower && wanted <= upper);
      return [
        {
          judge: row.judge,
          what: `${effect}${trace === 'iid' ? '' : `, ${trace}`}`,
          expected,
          measured: { percent: share * 100, minutes: cell.minutes.median },
          share: near ? ('agrees' as const) : share > wanted ? ('more' as const) : ('less' as const),
          delay: expected.minutes === null ? null : delayOf(cell.minutes.median, expected.minutes),
        },
      ];
    }),
  );
}

function delayOf(measured: number | null, expected: number): 'agrees' | 'slower' | 'faster' {
  if (measured === null || measured > expected * (1 + QUARTER)) return 'slower';
  return measured < expected * (1 - QUARTER) ? 'faster' : 'agrees';
}
