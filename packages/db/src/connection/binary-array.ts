import { Buffer } from "node:buffer";

/** The value of a column of a batch. Instants are milliseconds; `bytes` are written as hex. */
export type Cell = string | number | bigint | boolean | null;

/** PostgreSQL's types of elements; `bytes` is bytea. */
export type ElementType = keyof typeof ELEMENTS;

interface Element {
  readonly oid: number;
  /** The size of one value in bytes; a function, if the size depends on the value. */
  readonly size: number | ((cell: string) => number);
  readonly write: (into: Buffer, at: number, cell: never, size: number) => void;
}

const element = <Of extends Exclude<Cell, null>>(
  oid: number,
  size: Element["size"],
  write: (into: Buffer, at: number, cell: Of, size: number) => void,
): Element => ({ oid, size, write });

const ELEMENTS = {
  boolean: element<boolean>(16, 1, (into, at, cell) => into.writeUInt8(cell ? 1 : 0, at)),
  smallint: element<number>(21, 2, (into, at, cell) => into.writeInt16BE(cell, at)),
  integer: element<number>(23, 4, (into, at, cell) => into.writeInt32BE(cell, at)),
  bigint: element<bigint | number>(20, 8, (into, at, cell) => into.writeBigInt64BE(BigInt(cell), at)),
  timestamptz: element<number>(1184, 8, (into, at, cell) => into.writeBigInt64BE(microseconds(cell), at)),
  uuid: element<string>(2950, 16, writeUuid),
  text: element<string>(
    25,
    (cell) => Buffer.byteLength(cell),
    (into, at, cell, size) => into.write(cell, at, size),
  ),
  /** A whole number of at least zero, in decimal digits. */
  numeric: element<string>(1700, (cell) => 8 + 2 * Math.ceil(cell.length / 4), writeNumeric),
  bytes: element<string>(
    17,
    (cell) => cell.length / 2,
    (into, at, cell, size) => into.write(cell, at, size, "hex"),
  ),
} as const;

/**
 * The head: the number of dimensions, whether a value is null, the type of the elements. An array with elements adds
 * the size of its one dimension and its start.
 */
const EMPTY_HEAD = 12;
const HEAD = 20;

/**
 * Encodes a one-dimensional array in PostgreSQL's binary format, in which the driver sends a `Buffer`. Parsing numbers
 * and ids from text was most of the cost of a batch on the server before it did any work.
 * @source docs/rules.md#array-parameters
 */
export function binaryArray(type: ElementType, cells: readonly Cell[]): Buffer {
  const { oid, size, write }: Element = ELEMENTS[type];
  const sizes = cells.map((cell) => (cell === null ? -1 : typeof size === "number" ? size : size(cell as string)));
  const array = Buffer.allocUnsafe((cells.length === 0 ? EMPTY_HEAD : HEAD) + spaceFor(sizes));
  array.writeInt32BE(cells.length === 0 ? 0 : 1, 0);
  array.writeInt32BE(sizes.includes(-1) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  if (cells.length === 0) return array;
  array.writeInt32BE(cells.length, 12);
  array.writeInt32BE(1, 16);
  let at: number = HEAD;
  let last: Cell = null;
  for (const [index, cell] of cells.entries()) {
    const bytes = sizes[index] as number;
    array.writeInt32BE(bytes, at);
    at += 4;
    // Many columns of a batch repeat one value: copy its bytes.
    if (cell !== null && cell === last) array.copyWithin(at, at - 4 - bytes, at - 4);
    else if (cell !== null) write(array, at, cell as never, bytes);
    last = cell;
    if (cell !== null) at += bytes;
  }
  return array;
}

/** Encodes the columns of rows, one array for each type. */
export function binaryArrays(types: readonly ElementType[], rows: readonly (readonly Cell[])[]): Buffer[] {
  return types.map((type, place) =>
    binaryArray(
      type,
      rows.map((row) => row[place] ?? null),
    ),
  );
}

function spaceFor(sizes: readonly number[]): number {
  let space = 4 * sizes.length;
  for (const size of sizes) if (size > 0) space += size;
  return space;
}

/** The epoch of PostgreSQL's timestamps. */
const YEAR_2000 = Date.UTC(2000, 0, 1);
const MOST_INSTANTS = 1000;
/** A cache: the few instants of a batch are in many of its columns. */
const instants = new Map<number, bigint>();

function microseconds(ms: number): bigint {
  let known = instants.get(ms);
  if (known === undefined) {
    if (instants.size === MOST_INSTANTS) instants.clear();
    known = BigInt(ms - YEAR_2000) * 1000n;
    instants.set(ms, known);
  }
  return known;
}

/** The positions of the hexadecimal digits of a UUID's bytes, between its dashes. */
const DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const VALUES = Int8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});

/** PostgreSQL writes a numeric in digits of base 10,000: their count, the power of the first one, sign, scale, digits. */
function writeNumeric(into: Buffer, at: number, cell: string): void {
  if (!/^[0-9]+$/.test(cell)) throw new Error(`"${cell}" is no whole number of at least zero`);
  const count = Math.ceil(cell.length / 4);
  into.writeInt16BE(count, at);
  into.writeInt16BE(count - 1, at + 2);
  into.writeInt32BE(0, at + 4);
  const digits = cell.padStart(count * 4, "0");
  for (let place = 0; place < count; place += 1)
    into.writeInt16BE(Number(digits.slice(place * 4, place * 4 + 4)), at + 8 + place * 2);
}

function writeUuid(into: Buffer, at: number, cell: string): void {
  if (cell.length !== 36) throw new Error(`"${cell}" is no UUID`);
  for (let index = 0; index < DIGITS.length; index += 1) {
    const place = DIGITS[index] as number;
    const high = VALUES[cell.charCodeAt(place)] ?? -1;
    const low = VALUES[cell.charCodeAt(place + 1)] ?? -1;
    if (high < 0 || low < 0) throw new Error(`"${cell}" is no UUID`);
    into[at + index] = high * 16 + low;
  }
}
