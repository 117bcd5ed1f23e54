/** What a hurting release does to users, in numbers that need no arithmetic at 3 a.m. Pure. */

import { byConcern, evidenceWords, sliValue } from '@/components/gates/words';
import { formatCount, formatOneIn, formatShare } from '@/lib/format/number';
import { sliWord } from '@/lib/gates/explain';
import { errorGate, extraFailuresPerMinute } from '@/lib/releases/extra-failures';
import type { Release } from '@/lib/releases/schema';

type Harmed = Pick<Release, 'gates' | 'hold' | 'baselineVersion' | 'version'>;

/** "1 in 24 requests fails (1 in 100 before)." or "latency p99 412 ms (405 ms before)." First the gate that fails most. */
export function harmSentences(release: Harmed): string[] {
  const worst = [...release.gates].filter((gate) => gate.verdict === 'fail').sort(byConcern)[0];
  const gate = worst ?? errorGate(release.gates);
  if (!gate || gate.canary === null) return [`How many users of ${release.version} it hurts is not measured.`];
  const before =
    gate.baseline === null
      ? ''
      : ` (${gate.sli === 'error_rate' ? formatOneIn(gate.baseline) : sliValue(gate.sli, gate.baseline)} before)`;
  if (gate.sli !== 'error_rate') {
    const word = sliWord(gate.sli);
    return [
      `${word.charAt(0).toUpperCase()}${word.slice(1)} ${sliValue(gate.sli, gate.canary)}${before}.`,
      `${capital(evidenceWords(gate))}.`,
    ];
  }
  if (gate.verdict !== 'fail') {
    const was = gate.baseline === null ? '' : ` (${formatShare(gate.baseline)} before)`;
    return [
      `${formatShare(gate.canary)} of ${formatCount(gate.samples.canary)} requests failed${was}: not proven worse.`,
    ];
  }
  const rate =
    gate.canary > 0
      ? `${formatOneIn(gate.canary)} requests ${gate.canary > 0.5 ? 'fail' : 'fails'}`
      : 'No request fails now';
  const more = gate.baseline === null ? null : extraFailuresPerMinute(release);
  const than = release.baselineVersion ? ` than with ${release.baselineVersion}` : '';
  const extra =
    more !== null && more >= 1 ? [`About ${formatCount(Math.round(more))} more failures a minute${than}.`] : [];
  return [`${rate}${before}.`, ...extra];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "2 releases hurt users, the other 12 in flight do not." */
export function onCallSentence(hurting: number, flying: number): string {
  if (hurting === 0) return 'No release is hurting users.';
  const others = flying - hurting;
  const subject = hurting === 1 ? '1 release hurts users' : `${hurting} releases hurt users`;
  if (others <= 0) return `${subject}; nothing else is in flight.`;
  return `${subject}, the other ${others === 1 ? 'one in flight does' : `${others} in flight do`} not.`;
}
