-- CreateTable
CREATE TABLE "insight_day" (
    "service" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "requests" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "users_affected" BIGINT,

    CONSTRAINT "insight_day_pkey" PRIMARY KEY ("service","day")
);

-- CreateTable
CREATE TABLE "insight_change_day" (
    "service" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "started" INTEGER NOT NULL DEFAULT 0,
    "completed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "insight_change_day_pkey" PRIMARY KEY ("service","day")
);

-- CreateTable
CREATE TABLE "insight_failure" (
    "release_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "automatic" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "recovery_ms" BIGINT NOT NULL,

    CONSTRAINT "insight_failure_pkey" PRIMARY KEY ("release_id")
);

-- CreateTable
CREATE TABLE "insight_cursor" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "audit_id" BIGINT NOT NULL DEFAULT 0,
    "telemetry_tx" xid8 NOT NULL DEFAULT '0',
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "insight_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "insight_day_day_idx" ON "insight_day"("day");

-- CreateIndex
CREATE INDEX "insight_change_day_day_idx" ON "insight_change_day"("day");

-- CreateIndex
CREATE INDEX "insight_failure_at_idx" ON "insight_failure"("at" DESC);

-- By hand: the one row, and never a second.
ALTER TABLE "insight_cursor" ADD CONSTRAINT "insight_cursor_one_row" CHECK ("id");
INSERT INTO "insight_cursor" DEFAULT VALUES;
