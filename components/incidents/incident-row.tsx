import Link from 'next/link';
import { Time } from '@/components/layout/time';
import { BlockerTag } from '@/components/status/blocker-tag';
import type { IncidentView } from '@/lib/incidents/schema';
import { concernsWords, SEVERITY_WORDS } from './words';

/** One incident in a list: state, what, whom, since when. */
export function IncidentRow({ incident }: { incident: IncidentView }) {
  const at = incident.resolvedAt ?? incident.openedAt;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      {incident.open ? (
        <BlockerTag kind="incident" className="w-24 text-ink">
          open
        </BlockerTag>
      ) : (
        <span className="w-24 text-ink-3">resolved</span>
      )}
      <Link href={`/incidents/${incident.id}`} className="min-w-0 flex-1 basis-60 font-medium text-ink underline">
        {incident.title}
      </Link>
      <span className="text-ink-2">{concernsWords(incident)}</span>
      <span className="text-ink-3">{SEVERITY_WORDS[incident.severity]}</span>
      <span className="text-ink-2">
        {incident.open ? 'since ' : ''}
        <Time at={Date.parse(at)} />
      </span>
    </li>
  );
}
