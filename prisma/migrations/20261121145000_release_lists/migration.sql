-- A rare status of a service with a long history is found without walking that history.
CREATE INDEX "release_service_status_id_idx" ON "release"("service", "status", "id" DESC);
