-- How many people a day's samples spoke of was never read: who was hurt is counted of the releases that failed.
ALTER TABLE "insight_day" DROP COLUMN "users_affected";
