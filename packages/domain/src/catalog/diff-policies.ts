import type { Catalog, Policy } from "./catalog.ts";
import { type CatalogChange, changed, WHOM } from "./difference.ts";
import { KINDS_OF_WORK } from "./vocabulary.ts";
import { admissionWords, atZeroWords, chargingWords, reserveWords } from "./words.ts";

/** The changes of how each kind of work is admitted, held, charged and ended. */
export function diffPolicies(before: Catalog, after: Catalog): CatalogChange[] {
  return KINDS_OF_WORK.flatMap((kind) => diffPolicy(kind, before.policies[kind], after.policies[kind]));
}

function diffPolicy(kind: string, old: Policy, now: Policy): CatalogChange[] {
  const of = <K extends keyof Policy>(key: K, words: (value: Policy[K]) => string, subject: string): CatalogChange[] =>
    changed(`policies.${kind}.${key}`, old[key], now[key], (was, is) => ({
      what: `Work of the kind ${kind}: ${subject} ${words(is)}, before ${words(was)}.`,
      whom: WHOM.newWork,
    }));
  return [
    ...of("admission", admissionWords, "it needs"),
    ...of("reserve", reserveWords, "it holds"),
    ...of("charging", chargingWords, "it is charged"),
    ...of("atZero", atZeroWords, "without credit it"),
    ...of("byEndState", endWords, "its end charges"),
    ...of("capAtEstimate", (isCapped) => (isCapped ? "at most the estimate" : "what it used"), "it is charged"),
  ];
}

function endWords(byEndState: Policy["byEndState"]): string {
  const ends = Object.entries(byEndState).map(([end, charge]) => `${end} ${charge.replaceAll("_", " ")}`);
  return ends.sort().join(", ");
}
