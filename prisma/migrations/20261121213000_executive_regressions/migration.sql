-- AlterTable
ALTER TABLE "release" ADD COLUMN     "committed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "insight_change_day" ADD COLUMN     "rework" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "insight_failure" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'rolled_back',
ADD COLUMN     "users_hurt" BIGINT,
ADD COLUMN     "users_spared" BIGINT,
ADD COLUMN     "requests_hurt" DOUBLE PRECISION,
ADD COLUMN     "requests_spared" DOUBLE PRECISION,
ALTER COLUMN "recovery_ms" DROP NOT NULL;

-- CreateTable
CREATE TABLE "insight_lead" (
    "release_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lead_ms" BIGINT NOT NULL,

    CONSTRAINT "insight_lead_pkey" PRIMARY KEY ("release_id")
);

-- CreateIndex
CREATE INDEX "insight_lead_at_idx" ON "insight_lead"("at" DESC);
