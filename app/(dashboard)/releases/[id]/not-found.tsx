import { EmptyState } from '@/components/layout/empty-state';
import { LinkButton } from '@/components/ui/link-button';

export default function NoRelease() {
  return (
    <EmptyState
      title="There is no such release."
      detail="The address may be cut off, or it belongs to another Rampart."
      action={<LinkButton href="/releases">All releases</LinkButton>}
    />
  );
}
