import { invalid } from "../protocol/stripe-error.ts";
import type { Kept, Kind } from "../world/kinds.ts";
import type { World } from "../world/world.ts";
import { includedList } from "./included-lists.ts";

const DEEPEST = 4;

/** The kinds whose objects an id can stand for, by the prefix of the id. */
const KIND_OF_PREFIX: Readonly<Record<string, Kind>> = {
  bpc: "billing_portal.configuration",
  ch: "charge",
  py: "charge",
  clock: "test_helpers.test_clock",
  cn: "credit_note",
  cus: "customer",
  dp: "dispute",
  du: "dispute",
  in: "invoice",
  inpay: "invoice_payment",
  pi: "payment_intent",
  pm: "payment_method",
  price: "price",
  prod: "product",
  re: "refund",
  pyr: "refund",
  seti: "setup_intent",
  setatt: "setup_attempt",
  sub: "subscription",
  txi: "tax_id",
  txn: "balance_transaction",
  txr: "tax_rate",
};

/** Replaces ids by objects along each path, such as `data.customer` or `latest_charge.balance_transaction`. */
export function expand(world: World, answer: unknown, paths: readonly string[] = []): unknown {
  return paths.reduce((expanded, path) => {
    const steps = path.split(".");
    if (steps.length > DEEPEST + (steps[0] === "data" ? 1 : 0)) {
      throw invalid(`You cannot expand more than ${DEEPEST} levels of a property. Property: ${path}`, {
        param: "expand",
      });
    }
    return along(world, expanded, steps, path);
  }, answer);
}

function along(world: World, value: unknown, steps: readonly string[], path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => along(world, item, steps, path));
  const [step, ...rest] = steps;
  if (step === undefined) return expanded(world, value);
  if (value === null) return null;
  const inside = typeof value === "string" ? expanded(world, value) : value;
  if (typeof inside !== "object" || inside === null) throw notExpandable(step, path);
  const found = fieldOf(world, inside, step, path);
  return { ...inside, [step]: along(world, found, rest, path) };
}

function fieldOf(world: World, object: object, step: string, path: string): unknown {
  const found = (object as Record<string, unknown>)[step];
  if (found !== undefined) return found;
  const included = includedList(world, object as Kept, step);
  if (included === undefined) throw notExpandable(step, path);
  return included;
}

/** The object that an id stands for; what is no id stays as it is. */
function expanded(world: World, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => expanded(world, item));
  if (typeof value !== "string") return value;
  const [prefix = ""] = value.split("_");
  const kind = value.startsWith("cs_") ? "checkout.session" : KIND_OF_PREFIX[prefix];
  const found = kind && world.find(kind, value);
  if (found !== undefined) return found;
  const tombstone = world.find("local.tombstone", value);
  if (tombstone !== undefined) return { id: value, object: tombstone.kind, deleted: true };
  throw invalid(`This property cannot be expanded (${value}).`, { param: "expand" });
}

function notExpandable(step: string, path: string) {
  const message = `This property cannot be expanded (${step}). You may want to try expanding 'data.${path}' if this is a list.`;
  return invalid(message, { param: "expand" });
}
