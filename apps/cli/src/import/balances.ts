import type { GrantKind } from "@scrip/domain/ledger";
import { formatUsd, type Micros } from "@scrip/domain/money";
import { importBalance } from "@scrip/usecases/ledger/import-balance";
import { instantInCell, moneyIn, textIn, wordIn } from "./cell.ts";
import type { Importer } from "./importer.ts";

interface BalanceItem {
  readonly key: string;
  readonly amount: Micros;
  readonly kind: GrantKind;
  readonly source: (typeof SOURCES)[number];
  readonly expiresAt: number | null;
}

const SOURCES = ["adjustment", "purchase", "contract", "code", "plan", "signup", "auto_topup"] as const;

/** Opening balances: one grant for each line. */
export const balances: Importer<BalanceItem> = {
  columns: { required: ["organization", "key", "amount"], optional: ["kind", "source", "expires_at"] },
  parse: (cells) => {
    const source = wordIn(cells, "source", SOURCES, "adjustment");
    return {
      key: textIn(cells, "key", 150),
      amount: moneyIn(cells, "amount"),
      kind: wordIn(cells, "kind", ["paid", "promotional"], "paid"),
      source,
      expiresAt: instantInCell(cells, "expires_at") ?? null,
    };
  },
  once: ({ key }) => ({ column: "key", value: key }),
  run: async (deps, orgId, item, isDryRun) => {
    const { state, paidDebt } = await importBalance(deps, { orgId, ...item }, isDryRun);
    const credit = `${formatUsd(item.amount)} of ${item.kind} credit`;
    const paid = BigInt(paidDebt) > 0n ? `, of which ${formatUsd(BigInt(paidDebt))} pay debts` : "";
    return state === "existing" ? { outcome: "existing", what: credit } : { outcome: "done", what: credit + paid };
  },
  columnOf: {
    business_key_taken: "amount",
    grant_already_lapsed: "expires_at",
    grant_interval_empty: "expires_at",
    balance_above_limit: "amount",
    organization_closed: "organization",
  },
};
