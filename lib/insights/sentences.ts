import { formatCompact, formatExposure } from '@/lib/format/number';
import { formatMinute } from '@/lib/format/time';
import type { Executive } from './schema';

/** What the statement is made of. */
export type Told = Pick<Executive, 'inFlight' | 'usersAffected' | 'dataAt'>;

/** After so long without a sign of any telemetry the status is not known. */
export const UNKNOWN_AFTER_MS = 10 * 60_000;

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];
const say = (n: number): string => NUMBERS[n] ?? String(n);
const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const verb = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** The status of all releases for someone who knows none of our words (screens.md 2.4). Pure; `now` in epoch ms. */
export function statusSentences(told: Told, now: number): string[] {
  const sentences = known(told);
  const { dataAt, inFlight } = told;
  const silent = dataAt === null || now - Date.parse(dataAt) > UNKNOWN_AFTER_MS;
  if (!silent || inFlight.total === 0) return sentences;
  const since = dataAt === null ? '' : ` since ${formatMinute(Date.parse(dataAt))}`;
  return [`Release status is unknown${since}: no data reaches Rampart.`, `Last known: ${sentences.join(' ')}`];
}

function known({ inFlight, usersAffected }: Told): string[] {
  const { total, hurting, waiting, needsHuman } = inFlight;
  const stuck = waiting + needsHuman;
  if (total === 0) return ['No release is under way, so none is hurting anyone.'];
  if (hurting.length === 0) {
    const rest = `${cap(say(total))} ${verb(total, 'is on its way', 'are on their way')}`;
    return ['No release is hurting anyone.', `${rest}${waitingWords(stuck, total)}.`];
  }
  const problem = `${cap(say(hurting.length))} of ${say(total)} ${verb(total, 'release', 'releases')} ${verb(hurting.length, 'has', 'have')} a problem`;
  const leaving = hurting.every((release) => release.leaving);
  const taken =
    hurting.length === 1 ? 'it is being taken back' : `${hurting.length === 2 ? 'both' : 'all'} are being taken back`;
  const first = leaving ? [`${problem}; ${taken}.`] : [`${problem}.`, reach(hurting, usersAffected.now)];
  const others = total - hurting.length;
  if (others === 0) return first;
  const fine = `The other ${others === 1 ? 'one hurts' : `${say(others)} hurt`} no one`;
  return [...first, `${fine}${waitingWords(stuck, others)}.`];
}

/** Those that wait are among those just counted: where all of them do, a number would read as more of them. */
function waitingWords(stuck: number, of: number): string {
  if (stuck === 0) return '';
  if (stuck < of) return `; ${say(stuck)} ${verb(stuck, 'waits', 'wait')}`;
  return of === 1 ? ' and waits' : `; ${of === 2 ? 'both' : 'all'} wait`;
}

function reach(hurting: Told['inFlight']['hurting'], users: number | null): string {
  const most = Math.max(...hurting.map(({ exposure }) => exposure));
  const services = [...new Set(hurting.map(({ service }) => service))];
  const names = services.length > 2 ? `${say(services.length)} services’` : services.join(' and ');
  const still = hurting.length === 1 ? 'It is not' : `${hurting.length === 2 ? 'Neither' : 'None'} is`;
  const start = hurting.some(({ rising }) => rising) ? 'Up' : `${still} spreading; up`;
  const people = users === null ? '' : `, about ${formatCompact(users)},`;
  return `${start} to ${formatExposure(most)} of ${names} users${people} could meet ${hurting.length === 1 ? 'it' : 'them'}.`;
}
