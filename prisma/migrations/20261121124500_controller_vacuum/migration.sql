-- A row per service that changes every few seconds: cleaned early, so that finding what is due stays one short index walk.
ALTER TABLE "service_control" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
ALTER TABLE "release" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
