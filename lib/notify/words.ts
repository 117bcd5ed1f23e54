/** What a message that asks for an approval says. Pure. */

import { formatMoment } from '@/lib/format/time';
import { wantedWords } from '@/lib/releases/approval-rule';
import { moveWords } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { escaped } from './slack';

type Told = Pick<
  Release,
  | 'id'
  | 'service'
  | 'version'
  | 'baselineVersion'
  | 'step'
  | 'steps'
  | 'exposure'
  | 'gates'
  | 'blockers'
  | 'createdBy'
  | 'changelog'
  | 'commit'
  | 'artifact'
  | 'risk'
>;

/** The page on which one decides. Opening it decides nothing. */
export const confirmUrl = (base: string, { id, step }: Pick<Told, 'id' | 'step'>): string =>
  `${base.replace(/\/+$/, '')}/approvals/${id}?step=${step.index + 1}`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);

function factsOf(release: Told, now: number): string[] {
  const { step, steps, gates, blockers } = release;
  const spec = steps[step.index]?.approval;
  const own = blockers.find(({ kind }) => kind === 'approval');
  const missing = `${steps[step.index]?.approved ?? 0} of ${spec?.count ?? 1} approvals given, wanted from ${wantedWords(spec ?? { role: 'approver' })}`;
  const until = own?.until ? `, open until ${formatMoment(Date.parse(own.until), now)} UTC` : '';
  const change = [release.changelog, release.commit && `commit ${release.commit}`, release.artifact];
  const said = change.flatMap((part) => (part ? [oneLine(part)] : []));
  return [
    `${missing}${until}. Begun by ${release.createdBy}.`,
    ...(said.length > 0 ? [`Change: ${said.join(' · ')}`] : []),
    ...(release.risk ? [`Declared risk: ${oneLine(release.risk)}`] : []),
    ...gates.map(({ name, verdict, why }) => `Gate ${name}: ${verdict.replace('_', ' ')}, ${oneLine(why)}`),
    ...blockers.filter(({ kind }) => kind !== 'approval').map(({ detail }) => `Also holds it: ${oneLine(detail)}`),
  ];
}

/** Subject and text of the e-mail. @param base the public URL of this installation */
export function mailWords(release: Told, base: string, now: number): { subject: string; text: string } {
  const name = `${release.service} ${release.version}`;
  const move = moveWords(release);
  const lines = [
    `${name} waits for an approval: ${move}.`,
    ...factsOf(release, now),
    `Read the evidence and decide here. Opening the page approves nothing:\n${confirmUrl(base, release)}`,
  ];
  return { subject: `Approve ${name}? ${move}`, text: `${lines.join('\n\n')}\n` };
}

/** The same for a channel, in Slack's markup. */
export function slackWords(release: Told, base: string, now: number): string {
  const title = `*${escaped(`${release.service} ${release.version}`)}* waits for an approval: ${escaped(moveWords(release))}`;
  const facts = factsOf(release, now).map((line) => `• ${escaped(line)}`);
  return [title, ...facts, `<${confirmUrl(base, release)}|Read and decide> (opening it approves nothing)`].join('\n');
}
