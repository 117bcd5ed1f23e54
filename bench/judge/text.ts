import type { Cell } from './cell';
import type { Comparison } from './expected';
import { JUDGES } from './judges';
import type { Loss } from './losses';
import type { Proof } from './proofs';
import { TRACES } from './traces';

const percent = (share: number): string => {
  const value = share * 100;
  return value >= 99.95 || value === 0 ? String(Math.round(value)) : value.toFixed(value < 10 ? 1 : 0);
};
const minutes = (value: number | null): string => (value === null ? '–' : String(Number(value.toFixed(1))));
const count = (value: number | null): string => (value === null ? '–' : Math.round(value).toLocaleString('en-US'));

/** Columns as wide as their widest cell; the first is text, the others numbers. */
function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
    .map((line) => `  ${line.join('  ').trimEnd()}`)
    .join('\n');
}

/** Per trace: stopped % with its Wilson interval of A/A; then stopped % / median minutes of each effect. */
export function overview(cells: readonly Cell[]): string {
  return TRACES.map((trace) => {
    const bad = trace.effects.slice(1);
    const head = ['', 'A/A stopped %', 'Wilson 95 %', ...bad.map(({ label }) => label)];
    const rows = JUDGES.map(({ name }) => {
      const of = (label: string) =>
        cells.find((cell) => cell.judge === name && cell.trace === trace.name && cell.effect === label);
      const healthy = of('A/A');
      return [
        name,
        healthy ? percent(healthy.stopped.share) : '',
        healthy ? `${percent(healthy.stopped.lower)}–${percent(healthy.stopped.upper)}` : '',
        ...bad.map(({ label }) => {
          const cell = of(label);
          return cell ? `${percent(cell.stopped.share)} / ${minutes(cell.minutes.median)}` : '';
        }),
      ];
    });
    return `${trace.name}: ${trace.law}\n${columns([head, ...rows])}`;
  }).join('\n\n');
}

/** Everything about each cell of the bad releases. */
export function details(cells: readonly Cell[]): string {
  const head = [
    '',
    'runs',
    'stopped %',
    'Wilson',
    'missed %',
    'early %',
    'undecided %',
    'min p50',
    'p90',
    'req p50',
    'p90',
  ];
  const rows = cells
    .filter(({ missed }) => missed !== null)
    .map((cell) => [
      `${cell.trace} ${cell.effect} · ${cell.judge}`,
      String(cell.runs),
      percent(cell.stopped.share),
      `${percent(cell.stopped.lower)}–${percent(cell.stopped.upper)}`,
      percent(cell.missed ?? 0),
      percent(cell.early.share),
      percent(cell.undecided),
      minutes(cell.minutes.median),
      minutes(cell.minutes.p90),
      count(cell.requests.median),
      count(cell.requests.p90),
    ]);
  return columns([head, ...rows]);
}

export function comparison(rows: readonly Comparison[]): string {
  const show = (percent: number, delay: number | null): string =>
    `${Number(percent.toFixed(1))}${delay === null ? '' : ` / ${minutes(delay)}`}`;
  const lines = rows.map(({ judge, what, expected, measured, share, delay }) => [
    `${judge}, ${what}`,
    show(expected.percent, expected.minutes),
    show(measured.percent, expected.minutes === null ? null : measured.minutes),
    share === 'agrees' && (delay ?? 'agrees') === 'agrees'
      ? 'agrees'
      : [share === 'agrees' ? null : `stops ${share}`, delay === 'agrees' ? null : delay].filter(Boolean).join(', '),
  ]);
  return columns([['% / min', 'expected', 'measured', ''], ...lines]);
}

/** What the verdicts are where half as many errors more are tolerated. */
export function verdicts(found: readonly Proof[]): string {
  const said = ({ share, minutes: after }: Proof['fail']): string =>
    share === 0 ? '0' : `${percent(share)} / ${minutes(after)}`;
  const rows = found.map(({ traffic, ratio, fail, pass, inconclusive }) => [
    `${count(traffic)} requests/min each arm, ×${ratio}`,
    said(fail),
    said(pass),
    percent(inconclusive),
  ]);
  return columns([['% / median min', 'fail', 'pass', 'inconclusive'], ...rows]);
}

export function losses(found: readonly Loss[]): string {
  return found.length === 0
    ? '  none'
    : found.map(({ trace, effect, judge, how }) => `  ${trace}, ${effect}: ${judge} ${how}`).join('\n');
}

export const settings = (): string => [...JUDGES.map(({ name, settings }) => `  ${name}: ${settings}`)].join('\n');
