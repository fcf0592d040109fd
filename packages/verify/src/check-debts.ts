import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, DebtAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L6: spent plus owed equals charges plus reversals less forgiven debt, and owed is the open part of all
 * debts. A debt is paid only after all earlier debts are settled, and with exactly the credit booked as paid.
 * Checks L2 and L3 on the debts' rows.
 */
export function checkDebts(accounts: Accounts, report: Report): Check {
  const made = accounts.debtsMade;
  let firstOpen = 0;
  return {
    entry(entry) {
      if (!entry.postings.some(({ debtId }) => debtId !== null)) return;
      const paid = paymentsOf(accounts, entry);
      for (const [debt, { credit, booked }] of paid)
        if (credit !== booked)
          report(
            "L6",
            [`entry ${entry.seq}`, `debt ${debt.row.id}`],
            `the entry pays the debt with ${credit} of credit and books ${booked} as paid`,
          );
      while ((made[firstOpen]?.open ?? 1n) <= 0n) firstOpen += 1;
      const before = made[firstOpen];
      for (const debt of paid.keys())
        if (before !== undefined && debt.place > firstOpen) {
          const message = `the entry pays debt ${debt.row.id} while ${before.open} of an earlier one is open`;
          report("L6", [`entry ${entry.seq}`, `debt ${debt.row.id}`, `debt ${before.row.id}`], message);
        }
    },
    end: () => checkTotals(accounts, report),
  };
}

function paymentsOf({ debts }: Accounts, { postings }: EntryRow): Map<DebtAccount, { credit: bigint; booked: bigint }> {
  const paid = new Map<DebtAccount, { credit: bigint; booked: bigint }>();
  for (const { to, amount, grantId, debtId } of postings) {
    const debt = debtId === null || (to !== "spent" && to !== "paid") ? undefined : debts.get(debtId);
    if (debt === undefined) continue;
    const { credit, booked } = paid.get(debt) ?? { credit: 0n, booked: 0n };
    paid.set(debt, grantId === null ? { credit, booked: booked + amount } : { credit: credit + amount, booked });
  }
  return paid;
}

function checkTotals(accounts: Accounts, report: Report): void {
  const { head, spent, owed, charged, reversed, forgiven } = accounts;
  const rows = [`organization ${head.orgId}`];
  if (spent + owed !== charged + reversed - forgiven) {
    const due = charged + reversed - forgiven;
    report(
      "L6",
      rows,
      `spent ${spent} and owed ${owed} add up to ${spent + owed}; charges and reversals less forgiven debt are ${due}`,
    );
  }
  let open = 0n;
  for (const debt of accounts.debts.values()) {
    open += debt.open;
    checkDebt(debt, report);
  }
  if (head.owed !== open) report("L6", rows, `owed is ${head.owed}; the open parts of its debts add up to ${open}`);
}

function checkDebt(debt: DebtAccount, report: Report): void {
  const { row } = debt;
  const rows = [`debt ${row.id}`];
  const sum = row.open + row.paid + row.forgiven;
  if (sum !== row.amount) report("L6", rows, `open, paid and forgiven add up to ${sum}; its amount is ${row.amount}`);
  else if (debt.entered !== row.amount)
    report("L6", rows, `its amount is ${row.amount}; its postings add up to ${debt.entered}`);
  for (const name of ["open", "paid", "forgiven"] as const) {
    if (row[name] < 0n) report("L2", rows, `${name} is ${row[name]}`);
    if (row[name] !== debt[name]) report("L3", rows, `${name} is ${row[name]}; its postings add up to ${debt[name]}`);
  }
  if (row.isOpen !== row.open > 0n)
    report("L3", rows, `it is marked ${row.isOpen ? "open" : "closed"}; ${row.open} is open`);
  if (debt.madeBy !== null && debt.madeBy !== row.seq)
    report(
      "L6",
      rows,
      `its row names entry ${row.seq} as its origin, which decides when it is paid; its origin is entry ${debt.madeBy}`,
    );
}
