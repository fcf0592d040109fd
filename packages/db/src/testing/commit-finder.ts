/** Finds a COMMIT in the bytes that a client sends to PostgreSQL, message by message. */
export class CommitFinder {
  private rest = Buffer.alloc(0);
  /** The first message of a connection has no letter before its length. */
  private hasBegun = false;

  /** @returns how many of these bytes come before the first COMMIT that ends in them; `null` without one */
  find(bytes: Buffer): number | null {
    const held = this.rest.length;
    const all = Buffer.concat([this.rest, bytes]);
    let found: number | null = null;
    let at = 0;
    for (;;) {
      const head = this.hasBegun ? 1 : 0;
      if (all.length < at + head + 4) break;
      const end = at + head + all.readInt32BE(at + head);
      if (all.length < end) break;
      if (this.hasBegun && isCommit(all.subarray(at, end))) found ??= Math.max(0, at - held);
      this.hasBegun = true;
      at = end;
    }
    this.rest = all.subarray(at);
    return found;
  }
}

/** A simple query; the ledger sends none but BEGIN, COMMIT and ROLLBACK. */
function isCommit(message: Buffer): boolean {
  return message[0] === 0x51 && /^commit\b/i.test(message.toString("utf8", 5));
}

/** PostgreSQL's message that a COMMIT is complete. */
export const COMMITTED = Buffer.from("C\0\0\0\x0bCOMMIT\0", "latin1");
