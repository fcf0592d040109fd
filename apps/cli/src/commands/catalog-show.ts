import {
  admissionWords,
  atZeroWords,
  type Catalog,
  catalogText,
  chargingWords,
  costWords,
  monthlyWords,
  type Plan,
  priceWords,
  reserveWords,
  signupWords,
  valueWords,
} from "@scrip/domain/catalog";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { catalogOf } from "./catalog-of.ts";

export function addCatalogShow(catalog: Command, console: Console): void {
  catalog
    .command("show")
    .summary("show plans, prices and policies")
    .description("Shows the catalog that SCRIP_CATALOG names (tiered, if not set), as the code has it.")
    .option("--json", "print the catalog's canonical text, which its hash is made of")
    .action(async ({ json }: { json?: true }) => {
      const shown = await catalogOf(console);
      console.out(json ? catalogText(shown) : [plans(shown), resources(shown), policies(shown)].join("\n\n"));
    });
}

const plain = { head: [], border: [], compact: true };

function plans({ planOrder, plans, entitlements, defaultPlan }: Catalog): string {
  const of = (row: (plan: Plan, id: string) => string) => planOrder.map((id) => row(plans[id] as Plan, id));
  const table = new Table({ head: ["Plan", ...of(({ title }) => title)], style: plain });
  table.push(["Id", ...of((_, id) => (id === defaultPlan ? `${id} (default)` : id))]);
  table.push(["Price", ...of(({ price }) => priceWords(price))]);
  table.push(["Credit at signup", ...of(({ grants }) => signupWords(grants.signup))]);
  table.push(["Credit", ...of(({ grants }) => monthlyWords(grants.monthly))]);
  for (const [id, { title }] of Object.entries(entitlements))
    table.push([title, ...of((plan) => valueWords(plan.entitlements[id]))]);
  return table.toString();
}

function resources({ resources }: Catalog): string {
  const table = new Table({ head: ["Resource", "Title", "Price", "Sold for"], style: plain });
  for (const [id, { title, kinds, ...cost }] of Object.entries(resources))
    table.push([id, title, costWords(cost), kinds.join(", ")]);
  return table.toString();
}

function policies({ policies }: Catalog): string {
  const head = ["Work", "Needs before it starts", "Holds", "Charged", "At zero", "Capped at estimate"];
  const table = new Table({ head, style: plain });
  for (const [work, policy] of Object.entries(policies))
    table.push([
      work,
      admissionWords(policy.admission),
      reserveWords(policy.reserve),
      chargingWords(policy.charging),
      atZeroWords(policy.atZero),
      policy.capAtEstimate ? "yes" : "no",
    ]);
  return table.toString();
}
