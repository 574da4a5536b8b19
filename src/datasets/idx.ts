/**
 * IDX, the format of MNIST and its successors: two zero bytes, a byte for the element type (8: unsigned byte), a byte
 * for the number of dimensions, each dimension as a big-endian 32-bit number, then the elements, last dimension fastest.
 * Source: http://yann.lecun.com/exdb/mnist/, "The IDX file format".
 */
const UNSIGNED_BYTE = 0x08;

/** A file is not the IDX file that it should be; the message names the file and what is wrong with it. */
export class IdxError extends Error {
  override readonly name = "IdxError";
}

/**
 * Reads an IDX file of unsigned bytes of a known shape.
 * @param file the decompressed file.
 * @param name the file's name, for messages.
 * @param shape what the header has to say, for instance `[60000, 28, 28]`.
 * @returns the elements, a view into `file`.
 * @throws {IdxError} for a wrong magic number, another shape, or a wrong length.
 */
export function decodeIdx(file: ArrayBuffer, name: string, shape: readonly number[]): Uint8Array {
  const offset = headerBytes(shape);
  checkMagic(file, name, shape.length);
  checkShape(file, name, shape);
  const expected = offset + elementCount(shape);
  if (file.byteLength !== expected) {
    const fault = file.byteLength < expected ? "is cut short" : "is too long";
    throw new IdxError(`${name} ${fault}: it has ${file.byteLength} bytes and should have ${expected}.`);
  }
  return new Uint8Array(file, offset);
}

/**
 * Makes an IDX file of unsigned bytes, all zero.
 * @returns the file, and its elements as a view to write into.
 */
export function emptyIdx(shape: readonly number[]): {
  readonly file: ArrayBuffer;
  readonly values: Uint8Array;
} {
  const offset = headerBytes(shape);
  const file = new ArrayBuffer(offset + elementCount(shape));
  const header = new DataView(file);
  header.setUint32(0, (UNSIGNED_BYTE << 8) | shape.length);
  shape.forEach((size, axis) => {
    header.setUint32(4 + 4 * axis, size);
  });
  return { file, values: new Uint8Array(file, offset) };
}

function headerBytes(shape: readonly number[]): number {
  return 4 + 4 * shape.length;
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function checkMagic(file: ArrayBuffer, name: string, dimensions: number): void {
  if (file.byteLength < 4) {
    throw new IdxError(`${name} is cut short: it has ${file.byteLength} bytes, too few for an IDX header.`);
  }
  const magic = new DataView(file).getUint32(0);
  const expected = (UNSIGNED_BYTE << 8) | dimensions;
  if (magic !== expected) {
    throw new IdxError(
      `${name} is not an IDX file of ${dimensions}-dimensional bytes: it begins with ${hex(magic)}, not ${hex(expected)}.`,
    );
  }
}

function checkShape(file: ArrayBuffer, name: string, shape: readonly number[]): void {
  if (file.byteLength < headerBytes(shape)) {
    throw new IdxError(`${name} is cut short: it ends within its header, after ${file.byteLength} bytes.`);
  }
  const header = new DataView(file);
  const found = shape.map((_, axis) => header.getUint32(4 + 4 * axis));
  if (found.some((size, axis) => size !== shape[axis])) {
    throw new IdxError(`${name} holds ${found.join(" × ")} values where ${shape.join(" × ")} were expected.`);
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
