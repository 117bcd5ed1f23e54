import { z } from 'zod';

const object = z.object({ kind: z.string(), name: z.string(), line: z.int() });

export const importedSchema = z.object({
  imported: z.array(z.object({ service: z.string(), slo: z.string(), line: z.int(), created: z.boolean() })),
  /** Objects that are no SLO: those that one refers to were read, the others mean nothing here. */
  ignored: z.array(object.extend({ reason: z.string() })),
});
export type Imported = z.infer<typeof importedSchema>;
