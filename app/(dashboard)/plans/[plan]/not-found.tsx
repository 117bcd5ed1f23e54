import { EmptyState } from '@/components/layout/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export default function NoPlan() {
  return (
    <EmptyState
      title="There is no such plan."
      detail="It may have been deleted. Releases that climbed it keep their snapshot."
      action={<LinkButton href="/plans">All plans</LinkButton>}
    />
  );
}
