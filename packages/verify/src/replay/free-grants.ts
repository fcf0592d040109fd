import type { GrantAccount } from "./accounts.ts";

/** The grants with available credit, sorted so that the first one to burn is found quickly. */
export class FreeGrants {
  private readonly byRank: readonly GrantAccount[];
  /** Ranks, ascending. */
  private readonly ranks: number[] = [];

  /** @param byRank all grants in burn order */
  constructor(byRank: readonly GrantAccount[]) {
    this.byRank = byRank;
  }

  /** Adds or removes a grant after its available credit changed. */
  update(grant: GrantAccount): void {
    const index = lowerBound(this.ranks, grant.rank);
    const isListed = this.ranks[index] === grant.rank;
    if (grant.avail > 0n && !isListed) this.ranks.splice(index, 0, grant.rank);
    if (grant.avail <= 0n && isListed) this.ranks.splice(index, 1);
  }

  /** The first grant in burn order that is spendable at `at`. Lapsed grants sort before it and are skipped. */
  first(at: number): GrantAccount | null {
    for (let index = lowerBound(this.ranks, this.firstUnlapsed(at)); index < this.ranks.length; index += 1) {
      const grant = this.byRank[this.ranks[index] ?? -1];
      if (grant !== undefined && grant.row.effectiveAt <= at) return grant;
    }
    return null;
  }

  /** The rank of the first grant not yet expired at `at`. Burn order sorts by expiry, so lapsed grants come first. */
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

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
