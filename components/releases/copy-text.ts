/** "Copy as text": the release as a chat channel wants it. Pure. */

import { byConcern, sliValue } from '@/components/gates/words';
import { STATUS } from '@/components/status/vocabulary';
import { formatExposure } from '@/lib/format/number';
import { formatFull } from '@/lib/format/time';
import { sliWord } from '@/lib/gates/explain';
import type { Release } from '@/lib/releases/schema';
import { firstLine } from '@/lib/releases/sentences';
import { variantOf } from './release-status';

/** First line, exposure, gates, time and link, one per line. `now` is epoch ms. */
export function releaseAsText(release: Release, link: string, now: number): string {
  const from = release.baselineVersion ? ` (from ${release.baselineVersion})` : '';
  const status = STATUS[variantOf(release)].word;
  const gates = [...release.gates].sort(byConcern).map((gate) => {
    const against = gate.baseline === null ? '' : `, baseline ${sliValue(gate.sli, gate.baseline)}`;
    return `- ${sliWord(gate.sli)}: ${gate.verdict.replace('_', ' ')}, canary ${sliValue(gate.sli, gate.canary)}${against}. ${gate.why}`;
  });
  return [
    `${release.service} ${release.version}${from}: ${status}`,
    firstLine(release, now),
    `Asked ${formatExposure(release.exposure.desired)}, provider reports ${formatExposure(release.exposure.observed)}.`,
    ...gates,
    `${formatFull(now)} · ${link}`,
  ].join('\n');
}
