import pg from 'pg';

/** Tables of the record that are only ever added to, and those that hold its heads and marks. */
const APPEND_ONLY = ['audit_event', 'audit_seal', 'audit_seal_entry'];
const HEADS = ['audit_chain', 'audit_seal_mark'];
const TABLES = [...APPEND_ONLY, ...HEADS];
const GUARD = 'audit_is_append_only()';

type Standing = { owner: string; superuser: boolean; member: boolean };

const STANDING = `
SELECT current_user AS owner, a.rolsuper AS superuser, pg_has_role(a.oid, current_user, 'MEMBER') AS member
FROM pg_roles a WHERE a.rolname = $1`;

// Who owns the database or the schema may drop what is in it. To be a member of `pg_database_owner` is to own the database.
const HELD = `
SELECT 'DATABASE' AS kind, d.datname AS name FROM pg_database d WHERE d.datname = current_database() AND pg_has_role($1, d.datdba, 'MEMBER')
UNION ALL
SELECT 'SCHEMA', n.nspname FROM pg_namespace n JOIN pg_class t ON t.relnamespace = n.oid JOIN pg_roles o ON o.oid = n.nspowner
WHERE t.oid = 'audit_event'::regclass AND o.rolname <> 'pg_database_owner' AND pg_has_role($1, n.nspowner, 'MEMBER')
UNION ALL
SELECT 'TABLE', c.relname FROM pg_class c WHERE c.oid = ANY ($2::regclass[]) AND c.relowner <> current_user::regrole
UNION ALL
SELECT 'FUNCTION', '' FROM pg_proc p WHERE p.oid = '${GUARD}'::regprocedure AND p.proowner <> current_user::regrole`;

/**
 * Gives the record to the role of this connection, so that the application's role may add to it and read it, and neither
 * change nor remove it nor its triggers. Does nothing where that is so. Throws where it cannot be so; the caller's
 * transaction then leaves everything as it was.
 */
export async function ownAudit(client: pg.ClientBase, app: string): Promise<void> {
  const { rows } = await client.query<Standing>(STANDING, [app]);
  const standing = rows[0];
  if (!standing) throw new Error(`there is no role ${app}`);
  const { owner, superuser, member } = standing;
  if (superuser) throw new Error(`the application's role ${app} is a superuser, which no table can be kept from`);
  if (member) throw new Error(`the application's role ${app} may act as ${owner}, which is to own the record`);
  const q = pg.escapeIdentifier;
  const held = await client.query<{ kind: string; name: string }>(HELD, [app, TABLES]);
  for (const { kind, name } of held.rows) {
    await client.query(`ALTER ${kind} ${kind === 'FUNCTION' ? GUARD : q(name)} OWNER TO ${q(owner)}`);
  }
  const role = q(app);
  const all = TABLES.join(', ');
  await client.query(`REVOKE ALL ON ${all} FROM ${role}, PUBLIC`);
  await client.query(`REVOKE ALL ON SEQUENCE audit_event_id_seq FROM ${role}, PUBLIC`);
  await client.query(`GRANT SELECT, INSERT ON ${all} TO ${role}`);
  await client.query(`GRANT UPDATE ON ${HEADS.join(', ')} TO ${role}`);
  await client.query(`GRANT USAGE, SELECT ON SEQUENCE audit_event_id_seq TO ${role}`);
  // What it had as an owner.
  await letWork(client, app);
}

const MAY_WORK = `
SELECT current_database() AS database, current_schema() AS schema,
  has_schema_privilege($1, current_schema(), 'USAGE') AND has_schema_privilege($1, current_schema(), 'CREATE') AS tables,
  has_database_privilege($1, current_database(), 'CREATE') AS schemas`;

/** Lets the application's role make what is its own: tables with their partitions, and the schema of the job queue. */
export async function letWork(client: pg.ClientBase, app: string): Promise<void> {
  const { rows } = await client.query<{ database: string; schema: string | null; tables: boolean; schemas: boolean }>(
    MAY_WORK,
    [app],
  );
  if (!rows[0]) return;
  const { database, schema, tables, schemas } = rows[0];
  const role = pg.escapeIdentifier(app);
  if (!tables && schema !== null)
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${pg.escapeIdentifier(schema)} TO ${role}`);
  if (!schemas) await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`);
}
