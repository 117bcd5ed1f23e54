/** One row of a panel: a dot with a whisker, and what is written behind it. */
export type Mark = {
  label: string;
  /** Where the dot is; null: no dot, only words. */
  at: number | null;
  from: number;
  to: number;
  words: string;
  tone: 'ours' | 'good' | 'bad';
};

export type Panel = { title: string; marks: readonly Mark[] };

export type Axis = {
  /** Values that are labelled, rising; the axis begins and ends with the outer ones. */
  ticks: readonly number[];
  /** Where between 0 and 1 a value lies. */
  scale(value: number): number;
  unit: string;
  /** A line to stay left of. */
  limit: number | null;
};

const TONES = { ours: '#1d4ed8', good: '#0f766e', bad: '#b91c1c' } as const;
const INK = { text: '#1f2937', faint: '#6b7280', line: '#e5e7eb' } as const;

const ROW = 19;
const LABELS = 142;
const PLOT = 210;
const WORDS = 88;
const WIDTH = LABELS + PLOT + WORDS;
const HEAD = 26;
const TITLE = 46;
const FOOT = 26;
const GAP = 24;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const text = (x: number, y: number, words: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(words)}</text>`;

/** Panels side by side as an SVG that reads on light and dark pages alike. `how` says how to read them. */
export function panelsSvg(
  { title, how }: { title: string; how: string },
  panels: readonly Panel[],
  axis: Axis,
  columns = 2,
): string {
  const rows = Math.max(...panels.map(({ marks }) => marks.length));
  const height = HEAD + rows * ROW + FOOT;
  const total = {
    width: columns * WIDTH + (columns + 1) * GAP,
    height: Math.ceil(panels.length / columns) * (height + GAP) + GAP + TITLE,
  };
  const drawn = panels.map((panel, i) => {
    const x = GAP + (i % columns) * (WIDTH + GAP);
    const y = GAP + TITLE + Math.floor(i / columns) * (height + GAP);
    return `<g transform="translate(${x} ${y})">${panelOf(panel, axis)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" viewBox="0 0 ${total.width} ${total.height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="12">`,
    `<title>${escaped(`${title}. ${how}`)}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="#ffffff"/>`,
    text(GAP, 30, title, `font-size="15" font-weight="600" fill="${INK.text}"`),
    text(GAP, 50, how, `fill="${INK.faint}"`),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function panelOf({ title, marks }: Panel, axis: Axis): string {
  const at = (value: number): number => Math.round((LABELS + PLOT * Math.min(1, axis.scale(value))) * 10) / 10;
  const bottom = HEAD + marks.length * ROW;
  const ticks = axis.ticks.map(
    (tick) =>
      `<line x1="${at(tick)}" y1="${HEAD - 6}" x2="${at(tick)}" y2="${bottom}" stroke="${INK.line}"/>` +
      text(at(tick), bottom + 15, String(tick), `text-anchor="middle" fill="${INK.faint}" font-size="11"`),
  );
  const limit =
    axis.limit === null
      ? ''
      : `<line x1="${at(axis.limit)}" y1="${HEAD - 6}" x2="${at(axis.limit)}" y2="${bottom}" stroke="${INK.faint}" stroke-dasharray="4 3"/>`;
  return [
    text(0, 12, title, `font-weight="600" fill="${INK.text}"`),
    ...ticks,
    limit,
    text(LABELS + PLOT + 10, bottom + 15, axis.unit, `fill="${INK.faint}" font-size="11"`),
    ...marks.map((mark, i) => markOf(mark, HEAD + i * ROW + ROW / 2, at)),
  ].join('\n');
}

function markOf({ label, at: value, from, to, words, tone }: Mark, y: number, at: (value: number) => number): string {
  const colour = TONES[tone];
  const weight = tone === 'ours' ? ' font-weight="600"' : '';
  const name = text(LABELS - 10, y + 4, label, `text-anchor="end" fill="${INK.text}"${weight}`);
  const said = text(LABELS + PLOT + 10, y + 4, words, `fill="${colour}"${weight}`);
  if (value === null) return name + said;
  return [
    name,
    `<line x1="${at(from)}" y1="${y}" x2="${at(to)}" y2="${y}" stroke="${colour}" stroke-width="2" stroke-opacity="0.45"/>`,
    `<circle cx="${at(value)}" cy="${y}" r="4.5" fill="${colour}"/>`,
    said,
  ].join('');
}
