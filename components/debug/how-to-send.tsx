import { EmptyState } from '@/components/layout/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { useMay } from '@/lib/queries/access';
import { useService } from '@/lib/queries/services';
import { type Missing, missingWords } from './missing-words';

/** What is not sent, and how it would be by the way this service is measured. */
export function HowToSend({ service, missing }: { service: string; missing: Missing }) {
  const { data } = useService(service);
  const mayConfigure = useMay('admin', data?.owner);
  const words = missingWords(missing, data?.telemetry.kind ?? 'push');
  return (
    <EmptyState
      title={words.title}
      detail={words.detail}
      {...(words.command ? { command: words.command } : {})}
      action={
        words.changes && mayConfigure ? (
          <LinkButton href={`/services/${service}/edit`} variant="outline">
            Change the telemetry of {service}
          </LinkButton>
        ) : words.changes && data ? (
          <p className="text-sm text-ink-2">{data.owner} can change it.</p>
        ) : undefined
      }
    />
  );
}
