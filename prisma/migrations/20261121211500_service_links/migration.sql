-- AlterTable
ALTER TABLE "service" ADD COLUMN "links" JSONB NOT NULL DEFAULT '{}';
