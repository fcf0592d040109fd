import type { GrantAccount } from "./accounts.ts";

/** The grants with credit available, so that the first one to burn is found at once. */
export class FreeGrants {
  private readonly byRank: readonly GrantAccount[];
  /** Ranks, ascending. */
  private readonly ranks: number[] = [];

  /** @param byRank all grants in burn order */
  constructor(byRank: readonly GrantAccount[]) {
    this.byRank = byRank;
  }

  /** Takes note of a grant whose available credit changed. */
  note(grant: GrantAccount): void {
    const index = lowerBound(this.ranks, grant.rank);
    const isListed = this.ranks[index] === grant.rank;
    if (grant.avail > 0n && !isListed) this.ranks.splice(index, 0, grant.rank);
    if (grant.avail <= 0n && isListed) this.ranks.splice(index, 1);
  }

  /** The grant to burn first of those that may be taken at `at`: lapsed ones stand before it, and do not count. */
  first(at: number): GrantAccount | null {
    for (let index = lowerBound(this.ranks, this.firstUnlapsed(at)); index < this.ranks.length; index += 1) {
      const grant = this.byRank[this.ranks[index] ?? -1];
      if (grant !== undefined && grant.row.effectiveAt <= at) return grant;
    }
    return null;
  }

  /** Burn order begins with the time of expiry, so that the lapsed grants come first. */
  private firstUnlapsed(at: number): number {
    let low = 0;
    let high = this.byRank.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const expiresAt = this.byRank[middle]?.row.expiresAt ?? Number.POSITIVE_INFINITY;
      if (expiresAt <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lowerBound(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
