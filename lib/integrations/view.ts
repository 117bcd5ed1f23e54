import type { Integration as Row } from '@/prisma/generated/client';
import type { Integration, IntegrationConfig } from './schema';

type Stored = Omit<Row, 'secret' | 'token'> & { token?: string | null };

/** A stored integration as clients see it. The secret is not even read. */
export function integrationView(row: Stored): Integration {
  // Written by `putIntegration` alone, from the parsed wire form.
  const config = row.config as IntegrationConfig;
  return {
    name: row.name,
    kind: row.kind as Integration['kind'],
    ...(config.service === undefined ? {} : { service: config.service }),
    ...(config.plan === undefined ? {} : { plan: config.plan }),
    ...(config.environment === undefined ? {} : { environment: config.environment }),
    ...(config.repositories === undefined ? {} : { repositories: config.repositories }),
    ...(config.services === undefined ? {} : { services: config.services }),
    ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
    ...(config.onBlocked === undefined ? {} : { onBlocked: config.onBlocked }),
    answers: row.token != null,
    hookPath: `/api/v1/hooks/${row.name}`,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    badSignatureAt: row.badSignatureAt?.toISOString() ?? null,
  };
}
