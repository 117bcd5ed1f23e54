import { z } from 'zod';
import { nameSchema } from '@/lib/shared/names';

export const ringSchema = z.strictObject({
  name: nameSchema,
  description: z.string().max(500).optional(),
  share: z.number().min(0).max(1).optional().meta({ description: 'Its part of everyone, 0 to 1, where known' }),
});

/** The rings in their order, from the first to see a change to the last. */
export const ringsSchema = z.strictObject({
  rings: z
    .array(ringSchema)
    .min(1)
    .max(50)
    .refine((rings) => new Set(rings.map((ring) => ring.name)).size === rings.length, { error: 'names a ring twice' }),
});
export type Rings = z.infer<typeof ringsSchema>;
export type Ring = Rings['rings'][number];

/** What a new installation starts with. */
export const DEFAULT_RINGS: Rings['rings'] = [
  { name: 'internal', description: 'The people who build it' },
  { name: 'early', description: 'Volunteers and small customers' },
  { name: 'broad', description: 'Everyone else' },
];
