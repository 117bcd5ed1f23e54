import { formatCount, formatExposure, formatLatency, formatRatio, formatShare } from '@/lib/format/number';
import { formatClock, formatExactDuration, formatFull } from '@/lib/format/time';
import type { Series } from '@/lib/telemetry/series-schema';
import type { Facts, Postmortem, PostmortemContent } from './schema';

const STATUS = { draft: 'Draft', review: 'In review', published: 'Published' } as const;
const UNWRITTEN = '_Not written yet._';

/** The postmortem as a document of its own: facts first, then the story, the actions, the timeline and the charts in numbers. */
export function postmortemMarkdown(postmortem: Postmortem): string {
  const { title, status, facts, content, timeline, charts } = postmortem;
  const parts = [
    `# Postmortem: ${plain(title)}`,
    `${STATUS[status]}, revision ${postmortem.revision}. Service ${code(facts.service)}, tier ${facts.tier}, owner ${plain(facts.owner)}.`,
    section('Summary', content.summary),
    `## Facts from the record\n\n${factsList(facts)}`,
    section('Trigger', content.trigger),
    section('Root causes', content.rootCauses),
    section('Why we were surprised', content.surprise),
    `## Lessons\n\n${section('What went well', content.wentWell, 3)}\n\n${section('What went wrong', content.wentWrong, 3)}\n\n${section('Where we got lucky', content.gotLucky, 3)}`,
    `## Action items\n\n${actionTable(content.actions)}`,
    `## Timeline\n\nTimes are UTC; numbers are events of the audit record.\n\n${timelineList(timeline, content.notes)}`,
    ...(charts.some(({ canary }) => canary.length > 0)
      ? [`## Charts in numbers\n\n${charts.map(chartTable).join('\n\n')}`.trimEnd()]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const section = (heading: string, text: string, level = 2): string =>
  `${'#'.repeat(level)} ${heading}\n\n${text.trim() === '' ? UNWRITTEN : text.trim()}`;

/** Text of machines and of tables: nothing in it is markup. */
const plain = (text: string): string =>
  text
    .replace(/([\\`*_[\]<>|#])/g, '\\$1')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

/** The facts as sentences, each with its number; what is not known is left out, never guessed. */
export function factLines(facts: Facts): [label: string, words: string][] {
  const { exposure, times, gates, decidedBy } = facts;
  const lines: [string, string][] = [
    ['Version', `${facts.version}${facts.baselineVersion === null ? '' : `, before it ${facts.baselineVersion}`}`],
    ['Impact', impactWords(facts)],
    [
      'Exposure',
      `${exposure.ring} ${formatExposure(exposure.percent)}${exposure.lastStepMs === null ? '' : ` for ${formatExactDuration(exposure.lastStepMs)}`}${exposure.exposedMs === null ? '' : `; ${formatExactDuration(exposure.exposedMs)} in all`}`,
    ],
  ];
  const since = (from: string | null, to: string | null) =>
    from === null || to === null ? null : formatExactDuration(Date.parse(to) - Date.parse(from));
  if (times.regressionBeganAt)
    lines.push(['Began', `${formatFull(Date.parse(times.regressionBeganAt))}, first bucket past the limit`]);
  if (times.detectedAt) {
    const after = since(times.exposedAt, times.detectedAt);
    lines.push([
      'Detected',
      `${after === null ? formatClock(Date.parse(times.detectedAt)) : `${after} after exposure`}, by gate ${gates[0]?.name ?? ''}: ${gates[0]?.why ?? ''}`,
    ]);
  }
  if (times.commandedAt) {
    const after = since(times.detectedAt ?? times.exposedAt, times.commandedAt);
    const when = times.commandedAt === times.detectedAt ? 'at once' : after === null ? null : `${after} later`;
    // What Rampart decides by itself it decides for the gate's own reason, which was just said.
    const why = facts.reason && !(gates[0]?.why && facts.reason.endsWith(gates[0].why)) ? `: ${facts.reason}` : '';
    lines.push(['Decided', `${when ?? formatClock(Date.parse(times.commandedAt))} by ${decidedBy}${why}`]);
  }
  if (times.confirmedAt) {
    const after = since(times.commandedAt, times.confirmedAt);
    const back = times.backAt === null ? '' : `; back within the limit ${formatClock(Date.parse(times.backAt))}`;
    lines.push(['Confirmed', `${formatExposure(0)}${after === null ? '' : ` after ${after}`}${back}`]);
  } else lines.push(['Confirmed', 'not yet']);
  const recovery = since(times.regressionBeganAt ?? times.exposedAt, times.recoveredAt);
  if (recovery) lines.push(['Recovered', `${recovery} after it began`]);
  return lines;
}

function impactWords({ impact, baselineVersion, service }: Facts): string {
  const { requests, errors, extraErrors, usersAffected } = impact;
  const counted = `${formatCount(errors)} of ${formatCount(requests)} canary requests failed`;
  const extra =
    extraErrors === null
      ? 'no baseline to compare with'
      : `about ${formatCount(extraErrors)} more than with ${baselineVersion ?? `the rest of ${service}`}`;
  return `${counted}, ${extra}${usersAffected === null ? '' : `; at least ${formatCount(usersAffected)} users affected`}`;
}

const factsList = (facts: Facts): string =>
  factLines(facts)
    .map(([label, words]) => `- **${label}**: ${plain(words)}`)
    .join('\n');

function actionTable(actions: PostmortemContent['actions']): string {
  if (actions.length === 0) return '_None._';
  const rows = actions.map(({ type, text, owner, due, tracker, done }) =>
    [
      type,
      plain(text),
      plain(owner || 'no owner'),
      due ?? 'no date',
      plain(tracker ?? ''),
      done ? 'done' : 'open',
    ].join(' | '),
  );
  return [
    '| Type | What | Owner | Due | Tracker | State |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function timelineList(timeline: Postmortem['timeline'], notes: PostmortemContent['notes']): string {
  const noted = (after: string | null) =>
    notes.filter((note) => note.after === after).map(({ text }) => `- _Note: ${plain(text)}_`);
  const lines = timeline.flatMap(({ event, at, words }) => [
    `- ${formatClock(Date.parse(at))} ${plain(words)} (#${event})`,
    ...noted(event),
  ]);
  const known = new Set([null, ...timeline.map(({ event }) => event)]);
  const loose = notes.filter(({ after }) => !known.has(after)).flatMap(({ after }) => noted(after));
  return [...noted(null), ...lines, ...loose].join('\n');
}

const MOST_ROWS = 30;

/** A chart as the table it was drawn from, at most thirty rows: neighbours are left out evenly. */
function chartTable({ sli, unit, canary, baseline, bucketMs }: Series): string {
  const value = (v: number | null | undefined) => {
    if (v === null || v === undefined) return '–';
    return unit === 'ratio' ? formatShare(v) : unit === 'ms' ? formatLatency(v) : String(Number(v.toPrecision(4)));
  };
  const before = new Map(baseline.map((point) => [point.at, point]));
  const every = Math.ceil(canary.length / MOST_ROWS);
  const rows = canary
    .filter((_point, index) => index % every === 0)
    .map((point) => {
      const other = before.get(point.at);
      const ratio = point.value !== null && other?.value ? formatRatio(point.value / other.value) : '–';
      return `| ${formatClock(Date.parse(point.at))} | ${value(point.value)} | ${value(other?.value)} | ${ratio} | ${formatCount(point.requests)} |`;
    });
  const head = `### ${plain(sli)}, by ${formatExactDuration(bucketMs * (every || 1))}`;
  if (rows.length === 0) return `${head}\n\n_No samples of the canary._`;
  return [head, '', '| UTC | Canary | Baseline | Ratio | Canary requests |', '|---|---:|---:|---:|---:|', ...rows].join(
    '\n',
  );
}
