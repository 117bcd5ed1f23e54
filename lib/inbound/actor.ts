import type { Principal } from '@/lib/access/principal';

/** An integration, as the actor of what its deliveries lead to. */
export const integrationActor = (name: string): Principal => ({
  kind: 'integration',
  person: `integration:${name}`,
  name,
});
