'use client';

import { mayForTeam, type Permission } from '@/lib/access/decide';
import type { FreezeScope } from '@/lib/freezes/schema';
import { useMe } from '@/lib/queries/access';
import { useServices } from '@/lib/queries/services';

/** Whether the person has a permission on everything a scope covers; the server decides again (lib/freezes/scope.ts). */
export function useMayOn(): (permission: Permission, scope: FreezeScope) => boolean {
  const me = useMe().data;
  const services = useServices().data ?? [];
  return (permission, scope) => {
    if (!me) return false;
    if (scope === 'all' || 'tier' in scope) return me.scopes.includes(permission);
    const owner = 'team' in scope ? scope.team : services.find(({ name }) => name === scope.service)?.owner;
    return owner === undefined ? me.scopes.includes(permission) : mayForTeam(me, permission, owner);
  };
}
