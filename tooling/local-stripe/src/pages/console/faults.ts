import type { FaultSpec } from "../../server/fault-list.ts";
import type { WebhookSwitches } from "../../webhooks/switches.ts";

/** The switches of the form of webhooks. A box that is not ticked sends nothing. */
export function switchesOf(form: URLSearchParams): WebhookSwitches {
  const count = (name: string, most: number): number => {
    const value = Math.trunc(Number(form.get(name) ?? 0));
    return Number.isFinite(value) ? Math.min(Math.max(value, 0), most) : 0;
  };
  return {
    delayMs: count("delayMs", 60_000),
    duplicates: count("duplicates", 10),
    drops: count("drops", 1_000),
    isReordered: form.has("isReordered"),
    isDown: form.has("isDown"),
  };
}

/** What the form of a failing call offers. */
export const FAULTS = {
  "429": "429, too many requests",
  "409": "409, another request holds the object",
  "500": "500, Stripe failed",
  drop: "the connection closes",
  hold: "the call waits until it is released",
} as const;

export function faultOf(form: URLSearchParams): FaultSpec {
  const how = form.get("how") ?? "500";
  const on = form.get("on")?.trim();
  return {
    on: on === "" ? undefined : on,
    times: Math.max(1, Math.trunc(Number(form.get("times") ?? 1)) || 1),
    when: form.get("when") === "after" ? "after" : "before",
    how: how === "drop" || how === "hold" ? how : how === "409" ? 409 : how === "429" ? 429 : 500,
  };
}
