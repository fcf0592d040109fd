import { openSchemas } from "@scrip/stripe-schemas";
import { afterAll, expect } from "vitest";
import type { Control } from "../control/control.ts";
import type { Exchange } from "../server/api.ts";

/** Checks what passes through a local Stripe. */
export interface Watch {
  readonly onExchange: (exchange: Exchange) => void;
  /** The events of this server are checked at the end. */
  readonly watch: (control: Control) => void;
}

/** The first check of a type compiles its schema, which is slow on a busy machine. */
const COMPILED_WITHIN_MS = 60_000;

/**
 * Checks every request that was accepted, every answer and every event against the types of the SDK. The end of the test
 * file fails if there is a difference.
 */
export async function watchFidelity(): Promise<Watch> {
  const schemas = await openSchemas();
  const differences = new Set<string>();
  const controls: Control[] = [];
  afterAll(() => {
    for (const event of controls.flatMap((control) => control.events())) {
      for (const { path, message } of schemas.checkEvent(event)) differences.add(`${event.type}: ${path} ${message}`);
    }
    expect([...differences].sort(), "differences from the types of the SDK").toEqual([]);
  }, COMPILED_WITHIN_MS);
  return {
    onExchange: (exchange) => {
      const call = `${exchange.method} ${exchange.path.replaceAll(/\/[a-z]+(?:_test)?_\w{8,}/g, "/:id")}`;
      for (const { path, message } of schemas.checkExchange(exchange)) differences.add(`${call}: ${path} ${message}`);
    },
    watch: (control) => controls.push(control),
  };
}
