import type { Invoice } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { finalize } from "./finalize.ts";
import { collect } from "./pay.ts";

/** An hour after its draft was made, an invoice is finalized and collected. */
export function finalizeByItself(world: World, id: string): void {
  const draft = world.find("invoice", id);
  if (draft?.status === "draft" && draft.auto_advance) finalizeAndCollect(world, draft);
}

export function finalizeAndCollect(world: World, draft: Invoice): Invoice {
  const open = finalize(world, draft);
  if (open.amount_remaining > 0 && open.collection_method !== "charge_automatically") return open;
  return collect(world, open).invoice;
}

export function retryByItself(world: World, id: string): void {
  const invoice = world.find("invoice", id);
  if (invoice?.status === "open") collect(world, invoice);
}
