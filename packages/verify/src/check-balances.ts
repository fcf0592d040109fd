import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

type Balances = Pick<EntryRow, "available" | "reserved" | "owed">;

const NAMES = ["available", "reserved", "owed"] as const;

/**
 * L8: after(n) = after(n-1) + delta(n), and the organization's row is after(n). An entry is reported only
 * if its balance follows neither from the previous entry nor from the sum of all postings. One wrong balance
 * is then one finding, not one for each later entry. An entry's net is its change of available + reserved - owed.
 */
export function checkBalances(accounts: Accounts, report: Report): Check {
  const { opening } = accounts;
  let stored: Balances = opening;
  let summed: Balances = { available: accounts.available, reserved: accounts.reserved, owed: accounts.owed };
  for (const name of NAMES)
    if (stored[name] !== summed[name]) {
      const message = `${name} after it is ${stored[name]}; all postings up to it add up to ${summed[name]}`;
      report("L8", [`entry ${opening.seq}`], message);
    }
  return {
    entry(entry) {
      const sumNow = { available: accounts.available, reserved: accounts.reserved, owed: accounts.owed };
      const net = totalOf(sumNow) - totalOf(summed);
      if (entry.net !== net)
        report("L8", [`entry ${entry.seq}`], `its net is ${entry.net ?? "missing"}; its postings add up to ${net}`);
      for (const name of NAMES) {
        const chained = stored[name] + sumNow[name] - summed[name];
        if (entry[name] < 0n) report("L2", [`entry ${entry.seq}`], `${name} is ${entry[name]}`);
        if (entry[name] !== chained && entry[name] !== sumNow[name])
          report("L8", [`entry ${entry.seq}`], `${name} after it is ${entry[name]}; its postings give ${chained}`);
      }
      stored = entry;
      summed = sumNow;
    },
    end() {
      const { head } = accounts;
      const rows = [`organization ${head.orgId}`];
      for (const name of NAMES) {
        if (head[name] < 0n) report("L2", rows, `${name} is ${head[name]}`);
        if (head[name] !== stored[name] && head[name] !== summed[name])
          report("L8", rows, `${name} is ${head[name]}; after the last entry it is ${stored[name]}`);
      }
    },
  };
}

function totalOf({ available, reserved, owed }: Balances): bigint {
  return available + reserved - owed;
}
