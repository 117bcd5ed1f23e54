/** A protobuf field as it lies on the wire: no schema, so that a wrong schema of ours cannot hide. */
export type WireField = { field: number; wire: number; value: bigint | Uint8Array };

/** Splits a protobuf message into its fields (varint, 64-bit, length-delimited, 32-bit). */
export function wireFields(bytes: Uint8Array): WireField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const frame = { field: tag >> 3, wire: tag & 7 };
    if (frame.wire === 0) fields.push({ ...frame, value: varint() });
    else if (frame.wire === 1) {
      fields.push({ ...frame, value: view.getBigUint64(at, true) });
      at += 8;
    } else if (frame.wire === 2) {
      const length = Number(varint());
      fields.push({ ...frame, value: bytes.subarray(at, at + length) });
      at += length;
    } else throw new Error(`wire type ${frame.wire} is not expected`);
  }
  return fields;
}

/** The values of one field number, as sub-messages or texts. */
export const bytesOf = (bytes: Uint8Array, field: number): Uint8Array[] =>
  wireFields(bytes).flatMap((one) => (one.field === field && typeof one.value !== 'bigint' ? [one.value] : []));

export const numberOf = (bytes: Uint8Array, field: number): bigint | undefined => {
  const found = wireFields(bytes).find((one) => one.field === field)?.value;
  return typeof found === 'bigint' ? found : undefined;
};

export const textOf = (bytes: Uint8Array, field: number): string =>
  new TextDecoder().decode(bytesOf(bytes, field)[0] ?? new Uint8Array());

/** A packed repeated field of 64-bit values. */
export function packed(bytes: Uint8Array, field: number, kind: 'fixed64' | 'double'): number[] {
  const raw = bytesOf(bytes, field)[0] ?? new Uint8Array();
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: raw.byteLength / 8 }, (_, i) =>
    kind === 'double' ? view.getFloat64(i * 8, true) : Number(view.getBigUint64(i * 8, true)),
  );
}

/** KeyValue messages as an object. */
export function attributesOf(messages: readonly Uint8Array[]): Record<string, string | bigint> {
  return Object.fromEntries(
    messages.map((message) => {
      const value = bytesOf(message, 2)[0] ?? new Uint8Array();
      return [textOf(message, 1), numberOf(value, 3) ?? textOf(value, 1)];
    }),
  );
}
