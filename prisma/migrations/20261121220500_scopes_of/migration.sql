-- Every scope a service falls under, widest first: everything, its tier, the teams above its owner and the owner, itself.
-- What is said of a team is said of the teams below it, as roles are.
CREATE FUNCTION "scopes_of"("service_name" text, "service_owner" text, "service_tier" integer) RETURNS text[]
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line AS (
    SELECT service_owner AS name, (SELECT t.parent FROM team t WHERE t.name = service_owner) AS parent, 0 AS depth
    UNION ALL
    SELECT t.name, t.parent, line.depth + 1 FROM line JOIN team t ON t.name = line.parent WHERE line.depth < 50
  )
  SELECT ARRAY['all', 'tier:' || service_tier] || (SELECT array_agg('team:' || line.name ORDER BY line.depth DESC) FROM line) || service_name
$$;
