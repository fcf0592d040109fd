import type { Report } from "./finding.ts";
import type { Snapshot } from "./rows.ts";

/** What came back of charges: refund grants that name them, and what was forgiven of their debts. Micro-USD. */
export interface Returned {
  readonly refunded: ReadonlyMap<string, bigint>;
  readonly forgiven: ReadonlyMap<string, bigint>;
}

/** Adds up what came back of each charge. */
export function returnedOf({ grants, debts }: Pick<Snapshot, "grants" | "debts">): Returned {
  const refunded = new Map<string, bigint>();
  for (const { refundOf, amount } of grants)
    if (refundOf?.type === "charge") refunded.set(refundOf.id, (refunded.get(refundOf.id) ?? 0n) + amount);
  return { refunded, forgiven: new Map(debts.map(({ id, forgiven }) => [id, forgiven])) };
}

/**
 * L19: where the price of a job or a month falls, the difference comes back: as refund grants that name the charge, or as
 * debt of its charges that is forgiven. Less comes back only as far as earlier corrections gave it back. Nothing more comes back
 * of all charges together than was charged.
 * @param rows the job or the month meter, as findings name it
 */
export function checkFalls(rows: readonly string[], { refunded, forgiven }: Returned, report: Report) {
  let charged = 0n;
  let missing = 0n;
  let otherwise = 0n;
  let back = 0n;
  return {
    charge({ id, amount }: { readonly id: string; readonly amount: bigint }, fall: bigint): void {
      const given = refunded.get(id) ?? 0n;
      const written = forgiven.get(id) ?? 0n;
      charged += amount;
      back += given + written;
      if (fall > 0n && given > fall)
        report("L19", [...rows, `charge ${id}`], `the price fell by ${fall}; ${given} was given back for it`);
      if (fall > 0n) missing += fall - given;
      otherwise += written + (fall > 0n ? 0n : given);
    },
    end(): void {
      if (missing > otherwise)
        report("L19", rows, `its price fell by ${missing - otherwise} that neither came back nor was forgiven`);
      if (back > charged) report("L19", rows, `${back} was refunded or forgiven; its charges are ${charged}`);
    },
  };
}
