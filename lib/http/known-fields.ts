import { z } from 'zod';

/** The fields an object at `path` of `schema` may have, for messages; empty where that cannot be told. */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  const inner = unwrap(schema, value);
  const [head, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    if (head === undefined) return Object.keys(inner.shape);
    const field: z.core.$ZodType | undefined = inner.shape[String(head)];
    return field ? knownFields(field, rest, child(value, head)) : [];
  }
  if (head === undefined) return [];
  if (inner instanceof z.ZodArray) return knownFields(inner.element, rest, child(value, head));
  if (inner instanceof z.ZodRecord) return knownFields(inner.valueType, rest, child(value, head));
  return [];
}

function unwrap(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const said = child(value, discriminator);
    const option = schema.options.find(
      (one) =>
        one instanceof z.ZodObject &&
        one.shape[discriminator] instanceof z.ZodLiteral &&
        one.shape[discriminator].value === said,
    );
    return option ? unwrap(option, value) : schema;
  }
  return schema;
}

function child(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
