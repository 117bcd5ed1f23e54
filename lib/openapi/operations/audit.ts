import { auditFilterSchema, auditListSchema, auditQuerySchema, verificationSchema } from '@/lib/audit/schema';
import { operation } from '@/lib/http/operation';

const tag = 'Audit';

export const listAuditOperation = operation({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'The record, newest first',
  tag,
  scope: 'read',
  query: auditQuerySchema,
  answers: { 200: { description: 'A page of events', schema: auditListSchema } },
});

export const verifyAuditOperation = operation({
  method: 'GET',
  path: '/api/v1/audit/verify',
  summary: 'Check every link of the record',
  description:
    'Reads everything. Finds any edit, removal, insertion or reordering, and names the first event that cannot be trusted.',
  tag,
  scope: 'read',
  answers: { 200: { description: 'What was found', schema: verificationSchema } },
});

export const exportAuditOperation = operation({
  method: 'GET',
  path: '/api/v1/audit/export',
  summary: 'The record as NDJSON',
  description: 'A header, every event, and without a filter every seal: enough to check the chains without Rampart.',
  tag,
  scope: 'read',
  query: auditFilterSchema,
  answers: { 200: { description: 'One JSON document per line', type: 'application/x-ndjson' } },
});
