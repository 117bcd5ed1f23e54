import pg from 'pg';

/** The oldest PostgreSQL that is tried; older ones lack what the statements use. */
const OLDEST = 14;

type Facts = {
  version: number;
  role: string;
  database: string;
  schema: string | null;
  tables: boolean | null;
  jobs: boolean;
};

// pg-boss keeps its jobs in a schema of its own, made by the first controller.
const ASK = `
SELECT current_setting('server_version_num')::int / 10000 AS version, current_user::text AS role,
  current_database()::text AS database, current_schema()::text AS schema,
  has_schema_privilege(current_schema(), 'CREATE') AS tables,
  has_database_privilege(current_database(), 'CREATE')
    OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'pgboss' AND has_schema_privilege(oid, 'CREATE')) AS jobs`;

/** Why this server and role cannot carry Rampart, with the statements that help; null when they can. */
export async function unusable(client: pg.Client): Promise<string | null> {
  const [facts] = (await client.query<Facts>(ASK)).rows;
  if (!facts) return null;
  const { version, role, database, schema, tables, jobs } = facts;
  if (version < OLDEST) return `It is PostgreSQL ${version}; Rampart needs ${OLDEST} or newer.`;
  const name = pg.escapeIdentifier;
  if (schema === null)
    return `The role ${role} has no schema to make tables in. As an administrator: CREATE SCHEMA AUTHORIZATION ${name(role)};`;
  const grants = [
    ...(tables ? [] : [`GRANT USAGE, CREATE ON SCHEMA ${name(schema)} TO ${name(role)};`]),
    ...(jobs ? [] : [`GRANT CREATE ON DATABASE ${name(database)} TO ${name(role)};`]),
  ];
  if (grants.length === 0) return null;
  const lacks = tables ? 'schemas' : jobs ? `tables in the schema ${schema}` : `tables and schemas`;
  return `The role ${role} may not make ${lacks}, and Rampart makes its own. As the owner of the database ${database}: ${grants.join(' ')}`;
}
