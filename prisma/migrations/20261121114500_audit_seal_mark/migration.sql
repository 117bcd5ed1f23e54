-- CreateTable
CREATE TABLE "audit_seal_mark" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "low" BIGINT NOT NULL DEFAULT 0,
    "mark" BIGINT,
    "until" xid8,

    CONSTRAINT "audit_seal_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_check" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "events" BIGINT NOT NULL,
    "sealed_to" BIGINT,
    "head" TEXT NOT NULL,
    "first_broken" JSONB,

    CONSTRAINT "audit_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_check_at_idx" ON "audit_check"("at" DESC);


-- By hand: the one row, and never a second.
ALTER TABLE "audit_seal_mark" ADD CONSTRAINT "audit_seal_mark_one_row" CHECK ("id");
INSERT INTO "audit_seal_mark" DEFAULT VALUES;
