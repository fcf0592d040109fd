/** An object as it is stored. Without a body it is removed. */
export interface Row {
  readonly kind: string;
  readonly id: string;
  /** Grows in the order in which objects are made. */
  readonly seq: number;
  readonly body: object | null;
}

/** Where the objects survive a restart. The server works on its memory and writes each change behind it. */
export interface Storage {
  load(): Promise<Row[]>;
  /** Writes the rows in one transaction. Calls come one after the other. */
  write(rows: readonly Row[]): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing beyond the process. */
export const memoryStorage: Storage = {
  load: () => Promise.resolve([]),
  write: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
