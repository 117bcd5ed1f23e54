import { EmptyState } from '@/components/layout/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export default function NoService() {
  return (
    <EmptyState
      title="There is no such service."
      detail="It may have been deleted; its record stays under Audit."
      action={<LinkButton href="/services">All services</LinkButton>}
    />
  );
}
