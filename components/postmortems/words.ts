/** The facts of a postmortem as its page tells them. Pure. */

import { formatCount, formatExposure } from '@/lib/format/number';
import { formatClock, formatExactDuration } from '@/lib/format/time';
import type { Facts, PostmortemContent, Section } from '@/lib/postmortems/schema';

export type FactLine = { term: string; words: string };

const between = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Date.parse(to) - Date.parse(from);

function impactWords({ impact, version, baselineVersion }: Facts): string {
  const measured = `${formatCount(impact.errors)} of ${formatCount(impact.requests)} requests failed on ${version}`;
  const people = impact.usersAffected === null ? '' : `; at least ${formatCount(impact.usersAffected)} people affected`;
  if (impact.requests === 0) return `No request of ${version} was measured${people}`;
  if (impact.extraErrors === null) return `${measured}${people}`;
  const extra = Math.round(impact.extraErrors);
  const compared =
    extra > 0 ? `about ${formatCount(extra)} more failed requests than with` : 'no more failed requests than with';
  return `${compared} ${baselineVersion ?? 'the version before'}: ${measured}${people}`;
}

/** Impact, exposure, detected, decided, confirmed, recovered: in the order in which it happened. */
export function factLines(facts: Facts): FactLine[] {
  const { exposure, times, gates } = facts;
  const detected = between(times.exposedAt, times.detectedAt);
  const decided = between(times.detectedAt, times.commandedAt);
  const confirmed = between(times.commandedAt, times.confirmedAt);
  const clock = (at: string) => formatClock(Date.parse(at));
  const lines: (FactLine | null)[] = [
    { term: 'Impact', words: impactWords(facts) },
    {
      term: 'Exposure',
      words: `${exposure.ring} ${formatExposure(exposure.percent)}${exposure.lastStepMs === null ? '' : ` for ${formatExactDuration(exposure.lastStepMs)}`}${exposure.exposedMs === null || exposure.exposedMs === exposure.lastStepMs ? '' : `, ${formatExactDuration(exposure.exposedMs)} in all`}`,
    },
    times.regressionBeganAt
      ? { term: 'Began', words: `${clock(times.regressionBeganAt)} UTC, by the first bucket past its limit` }
      : null,
    times.detectedAt
      ? {
          term: 'Detected',
          words: `${clock(times.detectedAt)} UTC${detected === null ? '' : `, ${formatExactDuration(detected)} after exposure`}${gates[0] ? `, by gate ${gates[0].name}` : ''}`,
        }
      : { term: 'Detected', words: 'By no gate: a person saw it' },
    {
      term: 'Decided',
      words: `${decided === null ? '' : `${decided < 1000 ? 'at once' : `${formatExactDuration(decided)} later`}, `}by ${facts.decidedBy}`,
    },
    times.confirmedAt
      ? {
          term: 'Confirmed',
          words: `${formatExposure(0)}${confirmed === null ? '' : ` after ${formatExactDuration(confirmed)}`}`,
        }
      : { term: 'Confirmed', words: 'Not yet by the provider' },
    times.backAt ? { term: 'Back', words: `within its bound again at ${clock(times.backAt)} UTC` } : null,
    ...gates.map((gate) => ({ term: gate.name, words: gate.why })),
  ];
  return lines.filter((line) => line !== null);
}

export const SECTIONS: readonly {
  key: keyof Omit<PostmortemContent, 'notes' | 'actions'>;
  label: string;
  placeholder: string;
}[] = [
  { key: 'summary', label: 'Summary', placeholder: 'One paragraph a new colleague would understand' },
  { key: 'trigger', label: 'Trigger', placeholder: 'What started it, not who' },
  { key: 'rootCauses', label: 'Root causes', placeholder: 'Usually more than one' },
  { key: 'surprise', label: 'Surprise', placeholder: 'Why did we not expect this?' },
  { key: 'wentWell', label: 'Went well', placeholder: 'What helped' },
  { key: 'wentWrong', label: 'Went wrong', placeholder: 'What got in the way' },
  { key: 'gotLucky', label: 'Got lucky', placeholder: 'What could have been worse' },
];

const PART: Record<string, string> = {
  ...Object.fromEntries(SECTIONS.map(({ key, label }) => [key, label.toLowerCase()])),
  notes: 'notes',
  actions: 'actions',
};

/** "summary and actions": what an edit touched. */
export function changedWords(changed: readonly string[]): string {
  const names = changed.map((part) => PART[part] ?? part);
  return names.length === 0
    ? 'its standing'
    : [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
}

/** What a section says, as plain text: one line for each note or action. */
export function sectionText(content: PostmortemContent, section: Section): string {
  if (section === 'notes') return content.notes.map(({ text }) => text).join('\n');
  if (section !== 'actions') return content[section];
  return content.actions.map(({ text, owner, due }) => [text, owner, due].filter(Boolean).join(', ')).join('\n');
}
