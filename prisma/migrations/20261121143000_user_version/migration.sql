-- AlterTable
ALTER TABLE "app_user" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
