import { ROLE_SCOPES, ROLES, type Role } from '@/lib/access/scopes';
import type { Operation } from '@/lib/http/operation';

/** Somebody who calls: nobody, a role everywhere, a role in the team that owns the target, or in another team. */
export type Actor = { name: string; role: Role | null; own: Role | null; other: Role | null };

export const ACTORS: readonly Actor[] = [
  { name: 'nobody', role: null, own: null, other: null },
  ...ROLES.map((role): Actor => ({ name: role, role, own: null, other: null })),
  ...ROLES.map((own): Actor => ({ name: `${own} of its team`, role: 'viewer', own, other: null })),
  ...ROLES.map((other): Actor => ({ name: `${other} of another`, role: 'viewer', own: null, other })),
];

type Asked = Pick<Operation, 'scope' | 'reach'>;

/** What a signed-in browser of this actor is answered: 401, 403, or that it may. A signed body is all a hook has. */
export function expected({ scope, reach }: Asked, actor: Actor): 401 | 403 | 'may' {
  if (scope === 'public') return 'may';
  if (scope === 'signature' || actor.role === null) return 401;
  if (scope === 'person' || scope === 'session') return 'may';
  if (ROLE_SCOPES[actor.role].includes(scope)) return 'may';
  return reach === 'target' && actor.own !== null && ROLE_SCOPES[actor.own].includes(scope) ? 'may' : 403;
}

const MARK = { may: '●', 401: '', 403: '' } as const;

/** The matrix as a table of Markdown: one row per operation, one column per actor but those of other teams. */
export function matrixTable(operations: readonly Operation[]): string {
  const shown = ACTORS.filter(({ other }) => other === null);
  const head = ['', 'scope', ...shown.map(({ name }) => name)];
  const rows = [...operations]
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
    .map((operation) => [
      `\`${operation.method} ${operation.path}\``,
      operation.reach === 'target' ? `${operation.scope}, on its target` : operation.scope,
      ...shown.map((actor) => (operation.scope === 'signature' ? 'signed' : MARK[expected(operation, actor)])),
    ]);
  return [head, head.map((_, i) => (i < 2 ? '---' : ':-:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
