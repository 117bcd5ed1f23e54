-- CreateTable
CREATE TABLE "slo" (
    "id" SERIAL NOT NULL,
    "service" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "value_key" TEXT,
    "threshold_ms" DOUBLE PRECISION,
    "slice_minutes" INTEGER,
    "slice_target" DOUBLE PRECISION,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slo_state" (
    "slo_id" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "slo" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "sums" DOUBLE PRECISION[],
    "status" TEXT NOT NULL,
    "remaining" DOUBLE PRECISION,
    "burning" JSONB NOT NULL DEFAULT '[]',
    "exhausted_at" TIMESTAMPTZ(3),
    "no_data" BOOLEAN NOT NULL,

    CONSTRAINT "slo_state_pkey" PRIMARY KEY ("slo_id")
);

-- CreateTable
CREATE TABLE "slo_bucket" (
    "grain" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "slo" INTEGER NOT NULL,
    "total" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "bad" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "slices" INTEGER NOT NULL DEFAULT 0,
    "bad_slices" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "slo_bucket_pkey" PRIMARY KEY ("grain","at","slo")
);

-- CreateTable
CREATE TABLE "slo_spend" (
    "slo" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,
    "bad" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "slo_spend_pkey" PRIMARY KEY ("slo","at","version")
);

-- CreateTable
CREATE TABLE "slo_pull" (
    "slo_id" INTEGER NOT NULL,
    "pulled_to" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,
    "error_since" TIMESTAMPTZ(3),

    CONSTRAINT "slo_pull_pkey" PRIMARY KEY ("slo_id")
);

-- CreateTable
CREATE TABLE "slo_cursor" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "telemetry_tx" xid8 NOT NULL DEFAULT '0',
    "as_of" TIMESTAMPTZ(3),
    "late_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "late_tx" xid8 NOT NULL DEFAULT '0',
    "late_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slo_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "slo_service_name_key" ON "slo"("service", "name");

-- CreateIndex
CREATE INDEX "slo_state_service_idx" ON "slo_state"("service");

-- AddForeignKey
ALTER TABLE "slo_state" ADD CONSTRAINT "slo_state_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slo_pull" ADD CONSTRAINT "slo_pull_slo_id_fkey" FOREIGN KEY ("slo_id") REFERENCES "slo"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: the one row, and never a second. Samples of before the last two days are counted by the pass for late ones.
ALTER TABLE "slo_cursor" ADD CONSTRAINT "slo_cursor_one_row" CHECK ("id");
INSERT INTO "slo_cursor" ("late_before") VALUES (date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '1 day');

-- Rewritten each minute: room on the page keeps that off the indexes.
ALTER TABLE "slo_state" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "slo_bucket" SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
