import type { Centi } from '@/lib/shared/exposure';
import type { Snapshot } from '../state';
import { sameExposure } from './exposure';

/**
 * Whether the release's last command is in force: the provider reads back what was asked; or said so in its answer;
 * or accepted and nothing can be read back ("accepted, not confirmed": observed null). A read-back older than the
 * acceptance, or of an older generation, proves nothing.
 */
export function confirmation(snapshot: Snapshot): { observed: Centi | null } | null {
  const { command, provider, service } = snapshot;
  const { generation } = snapshot.release.state;
  if (!command || command.generation !== generation || command.status === 'void' || command.status === 'refused')
    return null;
  if (command.status === 'confirmed') return { observed: command.answered };
  if (
    service.readBack &&
    provider.observed !== null &&
    provider.at !== null &&
    sameExposure(provider.observed, command.exposure)
  ) {
    const since = command.acceptedAt !== null && provider.at >= command.acceptedAt;
    const sameGeneration = provider.generation === generation && provider.at >= command.createdAt;
    const older = provider.generation !== null && provider.generation < generation;
    if (!older && (since || sameGeneration)) return { observed: provider.observed };
  }
  if (command.acceptedAt === null) return null;
  if (command.answered !== null)
    return sameExposure(command.answered, command.exposure) ? { observed: command.answered } : null;
  return service.readBack ? null : { observed: null };
}

/**
 * Whether someone may see it although 0 is asked for: the way back to 0 is not in force yet, or was refused. A start that
 * was refused did not happen.
 */
export function mayBeOut(snapshot: Snapshot): boolean {
  const { command } = snapshot;
  if (!command || command.generation === 0 || command.generation !== snapshot.release.state.generation) return false;
  return !(command.status === 'refused' && command.raising) && confirmation(snapshot) === null;
}
