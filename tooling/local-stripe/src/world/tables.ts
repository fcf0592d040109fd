import type { Row } from "../storage/storage.ts";
import type { Kept, Kind, Kinds } from "./kinds.ts";

interface Entry {
  readonly seq: number;
  readonly body: Kept;
}

interface Undo {
  readonly kind: Kind;
  readonly id: string;
  readonly before: Entry | undefined;
}

/** All objects, in the order in which they were made. Objects are never changed in place: `put` replaces. */
export class Tables {
  private readonly byKind = new Map<Kind, Map<string, Entry>>();
  private seq = 0;
  private undos: Undo[] = [];

  load(rows: readonly Row[]): void {
    for (const { kind, id, seq, body } of rows) {
      this.table(kind as Kind).set(id, { seq, body: body as Kept });
      this.seq = Math.max(this.seq, seq);
    }
  }

  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.byKind.get(kind)?.get(id)?.body as Kinds[K] | undefined;
  }

  /** Oldest first. */
  all<K extends Kind>(kind: K): Kinds[K][] {
    return Array.from(this.byKind.get(kind)?.values() ?? [], ({ body }) => body as Kinds[K]);
  }

  put(body: Kept): void {
    const kind = body.object as Kind;
    const table = this.table(kind);
    const before = table.get(body.id);
    this.undos.push({ kind, id: body.id, before });
    if (before === undefined) this.seq += 1;
    table.set(body.id, { seq: before?.seq ?? this.seq, body });
  }

  remove(kind: Kind, id: string): void {
    const before = this.byKind.get(kind)?.get(id);
    if (before === undefined) return;
    this.undos.push({ kind, id, before });
    this.table(kind).delete(id);
  }

  /** Takes back every write since the last commit. */
  rollback(): void {
    for (const { kind, id, before } of this.undos.toReversed()) {
      if (before === undefined) this.table(kind).delete(id);
      else this.table(kind).set(id, before);
    }
    this.undos = [];
  }

  /** Keeps the writes. @returns the rows that changed, as they are now; a removed one without a body */
  commit(): Row[] {
    const changed = new Map(this.undos.map(({ kind, id, before }) => [`${kind} ${id}`, { kind, id, before }]));
    this.undos = [];
    return Array.from(changed.values(), ({ kind, id, before }) => {
      const entry = this.byKind.get(kind)?.get(id);
      return { kind, id, seq: entry?.seq ?? before?.seq ?? 0, body: entry?.body ?? null };
    });
  }

  private table(kind: Kind): Map<string, Entry> {
    const table = this.byKind.get(kind) ?? new Map<string, Entry>();
    this.byKind.set(kind, table);
    return table;
  }
}
