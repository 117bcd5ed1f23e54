import { EmptyState } from '@/components/layout/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export default function NoPage() {
  return (
    <EmptyState
      title="Nothing is here."
      detail="The address may be cut off, or what it spoke of is gone; its record stays under Audit."
      action={<LinkButton href="/overview">Overview</LinkButton>}
    />
  );
}
