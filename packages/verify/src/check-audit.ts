import { hash } from "node:crypto";
import type { Report } from "./finding.ts";
import { type ChainHead, NO_HASH } from "./head.ts";

/** The form of the text that the hash of an entry covers. */
const FORM = "scrip.audit/1";

/** An entry of an audit log, or the details of an entry that does not exist. Hashes are lower-case hex. */
export interface AuditRow {
  readonly seq: number;
  /** `null` if there are only details. */
  readonly entry: {
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly actorType: string;
    readonly actorId: string | null;
    readonly action: string;
    readonly targetType: string | null;
    readonly targetId: string | null;
    readonly outcome: string;
    readonly detailsHash: string | null;
    readonly hash: string;
  } | null;
  /** `null` if they were erased, or never were. */
  readonly details: { readonly salt: string; readonly content: Readonly<Record<string, unknown>> } | null;
}

/** The head of a log as it is stored, with the time of its last entry. */
export interface AuditHeadRow extends ChainHead {
  readonly at: number;
}

/**
 * L32: replays the audit log of an organization or of the platform. The entries are numbered from 1 without gaps, each
 * hash covers the entry and the hash before it, times never go back, details are those that the entry covers or are
 * erased, and the head is the last entry. After a broken link, checking continues from the stored hash.
 */
export class AuditCheck {
  readonly #chain: string;
  readonly #report: Report;
  #head: AuditHeadRow | null = null;
  readonly #known: ChainHead | null;
  #last: ChainHead & { readonly at: number } = { seq: 0, hash: NO_HASH, at: Number.NEGATIVE_INFINITY };
  /** The hash that follows from the rows, if the stored one does not. */
  #computed = NO_HASH;
  #isKnownSeen: boolean;

  /**
   * @param chain the organization's id, or `platform`
   * @param known a head that was saved outside the database
   */
  constructor(chain: string, known: ChainHead | null, report: Report) {
    this.#chain = chain;
    this.#known = known;
    this.#isKnownSeen = known === null || known.seq === 0;
    this.#report = report;
  }

  /** The head that is checked. */
  get head(): ChainHead {
    return { seq: this.#head?.seq ?? 0, hash: this.#head?.hash ?? NO_HASH };
  }

  /** Takes the stored head, before the rows. */
  storedHead(head: AuditHeadRow): void {
    if (this.#head !== null) this.#report("L32", ["audit log"], "it has two heads");
    this.#head = head;
  }

  /** Takes the next row by number. */
  row({ seq, entry, details }: AuditRow): void {
    if (entry === null) {
      this.#found(seq, "there are details and no entry");
      return;
    }
    const { hash: stored, at, detailsHash } = entry;
    if (seq !== this.#last.seq + 1)
      this.#found(
        seq,
        seq <= this.#last.seq ? "it is there twice" : `entry ${this.#last.seq + 1} is missing before it`,
      );
    if (at < this.#last.at) this.#found(seq, "its time is before that of the entry before it");
    if (details !== null) this.#checkDetails(seq, detailsHash, details);
    const text = textOf(this.#chain, seq, entry);
    const follows = linked(this.#last.hash, text);
    // Report an overwritten hash once: the next entry still links to the original, computed hash.
    const isBroken = stored !== follows && stored !== linked(this.#computed, text);
    if (isBroken) this.#found(seq, `its hash is ${stored}; the hash of its row is ${follows}`);
    this.#computed = isBroken ? follows : stored;
    this.#last = { seq, hash: stored, at };
    this.#compare(seq, stored);
  }

  /** Ends the check, after the last row. */
  end(): void {
    const { seq, hash: last, at } = this.#last;
    const rows = ["audit log"];
    if (this.#head === null) {
      if (seq > 0) this.#report("L32", rows, `it has ${seq} entries and no head`);
    } else {
      const head = this.#head;
      if (head.seq !== seq) this.#report("L32", rows, `its head is at entry ${head.seq}; the last entry is ${seq}`);
      else if (head.hash !== last && head.hash !== this.#computed)
        this.#report("L32", rows, `the hash of its head is ${head.hash}; the hash of its last entry is ${last}`);
      else if (seq > 0 && head.at !== at)
        this.#report("L32", rows, "the time of its head is not that of its last entry");
    }
    if (this.#isKnownSeen) return;
    const message = `the signed list says that entry ${this.#known?.seq} is there; the last one found is ${seq}`;
    this.#report("L32", [...rows, `audit entry ${this.#known?.seq}`], message);
  }

  #checkDetails(seq: number, expected: string | null, { salt, content }: NonNullable<AuditRow["details"]>): void {
    const pairs = Object.keys(content)
      .toSorted()
      .map((key) => [key, content[key]]);
    const found = linked(salt, JSON.stringify(pairs));
    if (expected === null) this.#found(seq, "it has details, and its entry says that it never had any");
    else if (found !== expected) this.#found(seq, `the hash of its details is ${found}; its entry says ${expected}`);
  }

  #compare(seq: number, stored: string): void {
    if (seq !== this.#known?.seq || this.#isKnownSeen) return;
    this.#isKnownSeen = true;
    if (stored !== this.#known.hash)
      this.#found(
        seq,
        `its hash is ${stored}; the signed list says ${this.#known.hash}: this entry or an earlier one was changed`,
      );
  }

  #found(seq: number, message: string): void {
    this.#report("L32", [`audit entry ${seq}`], message);
  }
}

/** The form is documented byte for byte in docs/audit.md. */
function textOf(chain: string, seq: number, entry: NonNullable<AuditRow["entry"]>): string {
  const { at, actorType, actorId, action, targetType, targetId, outcome, detailsHash } = entry;
  const target = targetType === null && targetId === null ? null : [targetType, targetId];
  return JSON.stringify([FORM, chain, `${seq}`, at, [actorType, actorId], action, target, outcome, detailsHash]);
}

function linked(before: string, text: string): string {
  return hash("sha256", `${before}\n${text}`);
}
