-- CreateTable
CREATE TABLE "telemetry_sample" (
    "service" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cohort" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "interval_ms" INTEGER NOT NULL,
    "dims" TEXT NOT NULL DEFAULT '',
    "requests" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "latency_bounds" DOUBLE PRECISION[],
    "latency_counts" BIGINT[],
    "users_active" BIGINT,
    "users_affected" BIGINT,
    "values" JSONB,
    "dimensions" JSONB,
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telemetry_sample_pkey" PRIMARY KEY ("service","version","at","cohort","source","interval_ms","dims")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "telemetry_source" (
    "service" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "newest_at" TIMESTAMPTZ(3),
    "skew_ms" BIGINT,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "refused_reason" TEXT,
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "telemetry_source_pkey" PRIMARY KEY ("service","source")
);

-- CreateTable
CREATE TABLE "telemetry_cumulative" (
    "service" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scale" INTEGER,
    "first_index" INTEGER,
    "bounds" DOUBLE PRECISION[],
    "counts" BIGINT[],
    "sum" DOUBLE PRECISION NOT NULL,
    "prev_at" TIMESTAMPTZ(3),
    "prev_scale" INTEGER,
    "prev_first_index" INTEGER,
    "prev_bounds" DOUBLE PRECISION[],
    "prev_counts" BIGINT[],
    "prev_sum" DOUBLE PRECISION,

    CONSTRAINT "telemetry_cumulative_pkey" PRIMARY KEY ("service","series")
);

-- CreateIndex
CREATE INDEX "telemetry_sample_service_tx_idx" ON "telemetry_sample"("service", "tx");


-- By hand: partitions. One per UTC day; the default one is a net for days nobody prepared and is emptied when its day is made.
CREATE TABLE "telemetry_sample_default" PARTITION OF "telemetry_sample" DEFAULT;

-- Makes the day partitions of [from_day, to_day]; returns how many were missing. Any number of callers at once.
-- A partition is built apart and attached, which blocks neither readers nor writers of other days.
CREATE FUNCTION "ensure_telemetry_partitions"(from_day date, to_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  d date;
  made integer := 0;
  child text;
  lower_bound timestamptz;
  upper_bound timestamptz;
BEGIN
  FOR d IN SELECT generate_series(from_day, to_day, interval '1 day')::date LOOP
    child := 'telemetry_sample_p' || to_char(d, 'YYYYMMDD');
    CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('rampart.telemetry_partitions'));
    CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
    lower_bound := d::timestamp AT TIME ZONE 'UTC';
    upper_bound := (d + 1)::timestamp AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE %I (LIKE "telemetry_sample" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', child);
    -- The lock first: a sample that lands in the default partition meanwhile would otherwise stay there and refuse the attach.
    LOCK TABLE "telemetry_sample_default" IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('WITH moved AS (DELETE FROM "telemetry_sample_default" WHERE "at" >= %L AND "at" < %L RETURNING *)
      INSERT INTO %I SELECT * FROM moved', lower_bound, upper_bound, child);
    EXECUTE format('ALTER TABLE "telemetry_sample" ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', child, lower_bound, upper_bound);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- Drops the day partitions that end at or before `keep_from`; returns how many.
CREATE FUNCTION "drop_telemetry_partitions"(keep_from timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  child text;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('rampart.telemetry_partitions'));
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'telemetry_sample'::regclass AND c.relname ~ '^telemetry_sample_p[0-9]{8}$'
  LOOP
    CONTINUE WHEN (to_date(right(child, 8), 'YYYYMMDD') + 1)::timestamp AT TIME ZONE 'UTC' > keep_from;
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  DELETE FROM "telemetry_sample_default" WHERE "at" < keep_from;
  RETURN dropped;
END $$;

SELECT "ensure_telemetry_partitions"((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 3);

-- Every point rewrites its row: room on the page keeps that off the indexes.
ALTER TABLE "telemetry_cumulative" SET (fillfactor = 50);
