import type { Centi } from '@/lib/shared/exposure';
import type { Probe } from './probe';

export type CommandAction = 'start' | 'advance' | 'pause' | 'resume' | 'rollback' | 'complete';

/** The exact instruction a provider receives (contract.md, "What the provider webhook receives"). Exposures in percent. */
export type CommandBody = {
  type: 'exposure.set';
  timestamp: string;
  data: {
    command: string;
    release: string;
    service: string;
    version: string;
    baselineVersion: string | null;
    generation: number;
    action: CommandAction;
    mechanism: string;
    ring: string;
    exposure: number;
    targets: { ring: string; exposure: number }[];
    reason: string;
    actor: string;
  };
};

export type SendResult =
  /** Taken. `observed` is what the provider said it has now; absent where it did not say. */
  | { kind: 'accepted'; status: number; observed?: Centi }
  /** Permanent: trying again cannot help. */
  | { kind: 'refused'; status: number; words: string }
  /** Try again. `status` is absent where no answer came. */
  | { kind: 'retry'; words: string; status?: number; retryAfterMs?: number };

export type ReadResult = { kind: 'observed'; observed: Centi; generation?: number } | { kind: 'error'; words: string };

/**
 * One exposure control plane. `send` is idempotent by `body.data.command`: the same command may be sent any number of
 * times, also at once, and leads to one state. Neither method throws: what goes wrong is a result.
 */
export interface Driver {
  send(body: CommandBody, signal?: AbortSignal): Promise<SendResult>;
  /** Null where this provider cannot be read back: a legal answer, not an error. */
  readonly read: ((signal?: AbortSignal) => Promise<ReadResult>) | null;
  /**
   * Tries the connection as commands and reading back use it, moving nothing. Without `commands` only what reads is tried.
   */
  probe(asked: { service: string; commands: boolean }): Promise<Probe[]>;
}
