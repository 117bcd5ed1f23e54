import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { TERMINAL } from '@/lib/releases/status';
import type { ServiceDeps } from './ports';
import { noService } from './read-model';

/** Hides a service and refuses new releases of it; its record stays. 409 while anything is in flight. */
export async function deleteService(
  { db, clock, authorize }: Pick<ServiceDeps, 'db' | 'clock' | 'authorize'>,
  { name, principal, reason }: { name: string; principal: Principal; reason?: string | undefined },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await sql.query('SELECT 1 FROM service_control WHERE service = $1 FOR UPDATE', [name]);
    const service = await tx.service.findUnique({ where: { name } });
    if (!service || service.archivedAt) throw noService(name);
    await authorize?.(sql, principal, 'admin', { service: name });
    const inFlight = await tx.release.findFirst({
      where: { service: name, status: { notIn: [...TERMINAL] } },
      select: { version: true, status: true },
    });
    if (inFlight) {
      const detail = `${name} ${inFlight.version} is ${inFlight.status}; a service with a release in flight is not deleted.`;
      throw new AppError('conflict', detail, { extra: { state: inFlight.status } });
    }
    const at = new Date(clock.now());
    await tx.service.update({ where: { name }, data: { archivedAt: at, updatedAt: at, version: { increment: 1 } } });
    const fact = {
      type: 'service.deleted',
      actor: principal,
      data: {},
      at,
      ...(reason === undefined ? {} : { reason }),
    };
    await appendAudit(sql, [{ chain: `service:${name}`, service: name, ...fact }]);
  });
}
