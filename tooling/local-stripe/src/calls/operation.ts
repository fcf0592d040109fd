import { EXPAND, type Fields, type Read } from "../protocol/params.ts";
import type { World } from "../world/world.ts";

/** What an operation is given. */
export interface Call<P> {
  /** The names in the path, such as `id`. */
  readonly path: Readonly<Record<string, string>>;
  readonly params: P;
}

/** One call of Stripe's API. */
export interface Operation {
  readonly method: "GET" | "POST" | "DELETE";
  /** As in Stripe's reference, with `:names`. */
  readonly path: string;
  /** The SDK's type of the parameters, such as `CustomerCreateParams`; null if it has none. */
  readonly type: string | null;
  readonly params: Fields;
  /** Changes the world and returns the answer. It runs alone, and what it wrote is undone if it throws. */
  readonly run: (world: World, call: Call<never>) => unknown;
}

/** Declares an operation. Every operation takes `expand`. */
export function operation<F extends Fields>(
  name: `${Operation["method"]} ${string}`,
  type: string | null,
  params: F,
  run: (world: World, call: Call<Read<F>>) => unknown,
): Operation {
  const [method = "", path = ""] = name.split(" ");
  return { method: method as Operation["method"], path, type, params: { ...EXPAND, ...params }, run };
}
