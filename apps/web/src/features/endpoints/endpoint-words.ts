import { showUsd } from "@scrip/domain/money";
import type { Endpoint } from "./endpoint.ts";

/** Whether it was stopped, but not by its service. */
export function isStoppedForCredit({ state, reason }: Pick<Endpoint, "state" | "reason">): boolean {
  return state === "stopped" && reason !== "asked";
}

/** What a person should know about an endpoint: a headline and a sentence; `null` if nothing is unusual. */
export interface EndpointNews {
  readonly title: string;
  readonly text: string;
  readonly isStopped: boolean;
}

/** What is unusual about an endpoint, and what to do. */
export function newsOf({
  state,
  reason,
  missing,
}: Pick<Endpoint, "state" | "reason" | "missing">): EndpointNews | null {
  if (reason === null || reason === "asked") return null;
  const add = missing === null ? "" : ` Add at least ${showUsd(BigInt(missing), "exact")}`;
  if (state === "running")
    return {
      title: "No credit is left, and the endpoint goes on",
      text: `What it uses now is owed, up to the overdraft limit; then it must stop.${add}${add === "" ? "" : "; new credit pays what is owed first."}`,
      isStopped: false,
    };
  const again = add === "" ? " It can be started again." : `${add}, and start the endpoint again.`;
  return {
    title: STOPPED[reason],
    text: `The endpoint must not run: time after the stop is not charged.${again}`,
    isStopped: true,
  };
}

const STOPPED: Readonly<Record<Exclude<NonNullable<Endpoint["reason"]>, "asked">, string>> = {
  insufficient_credit: "Stopped: credit ran out",
  overdraft_limit: "Stopped: the overdraft is used up",
  price_above_limit: "Stopped: the charge reached the limit of one amount",
  balance_above_limit: "Stopped: the balance reached its limit",
};
