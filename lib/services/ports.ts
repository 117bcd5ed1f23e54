import type { Authorize } from '@/lib/access/authorize';
import type { Clock } from '@/lib/clock';
import type { Egress } from '@/lib/providers/egress';
import type { PrismaClient } from '@/prisma/generated/client';

/** What the verbs of services need. */
export type ServiceDeps = {
  db: PrismaClient;
  clock: Clock;
  egress: Pick<Egress, 'refusal'>;
  /** The key provider secrets are sealed with. */
  secretKey: Buffer;
  /** Asked who may, after locking. */
  authorize?: Authorize;
};
