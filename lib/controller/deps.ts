import type { Sql } from '@/lib/db/sql';
import type { Driver } from '@/lib/providers/port';
import type { ProviderConfig } from '@/lib/providers/schema';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import type { Stats } from './stats';

/** What the loops of the controller are given. */
export type ControllerDeps = LaneDeps & {
  /** This replica, as leases and heartbeats name it. */
  id: string;
  sql: Sql;
  stats: Stats;
  /** This replica's clock, epoch ms: for differences and signatures, never for holds. */
  now: () => number;
  /** The driver of a service; throws when its sealed secret cannot be opened. */
  driver: (service: string, provider: ProviderConfig, sealedSecret: string | null) => Driver;
};
