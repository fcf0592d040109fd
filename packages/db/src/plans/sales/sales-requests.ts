import type { Instant } from "@scrip/domain/ledger";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { newId } from "../../connection/new-id.ts";
import { SalesRequestEntity, type SalesRequestRow, type SalesState } from "./sales-request.entity.ts";

/** A request to talk to sales. */
export interface SalesRequest extends Omit<SalesRequestRow, "at"> {
  readonly at: Instant;
}

/** A request to store. */
export type NewSalesRequest = Omit<SalesRequest, "id" | "at" | "state">;

/** Stores a request. */
export async function insertSalesRequest(platform: PlatformSource, request: NewSalesRequest): Promise<void> {
  const [clock] = await platform.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  await platform.repository(SalesRequestEntity).insert({ ...request, id: newId(), at: clock.now, state: "new" });
}

/** Lists requests, the newest first. */
export async function listSalesRequests(
  platform: PlatformSource,
  { state, limit }: { readonly state?: SalesState | undefined; readonly limit: number },
): Promise<readonly SalesRequest[]> {
  const rows = await platform.repository(SalesRequestEntity).find({
    ...(state !== undefined && { where: { state } }),
    order: { at: "DESC", id: "DESC" },
    take: limit,
  });
  return rows.map(toRequest);
}

/** Sets the state of a request. @returns the request; `null` if there is none with this id */
export async function setSalesState(tx: PlatformTx, id: string, state: SalesState): Promise<SalesRequest | null> {
  await tx.repository(SalesRequestEntity).update({ id }, { state });
  const row = await tx.repository(SalesRequestEntity).findOneBy({ id });
  return row === null ? null : toRequest(row);
}

/** Deletes the requests of a person whose data is erased: those that they made, and those with their address. */
export async function eraseSalesRequestsOf(
  tx: PlatformTx,
  { personId, email }: { readonly personId: string; readonly email: string | null },
): Promise<void> {
  await tx.repository(SalesRequestEntity).delete({ personId });
  if (email !== null) await tx.repository(SalesRequestEntity).delete({ email });
}

function toRequest({ at, ...row }: SalesRequestRow): SalesRequest {
  return { ...row, at: at.getTime() };
}
