import type { Tiered } from "@scrip/domain/catalog";
import { createPacedClient, type ScripClient } from "../create-client.ts";
import type { ClientOptions } from "../options.ts";
import { type FakePace, fakePace } from "./fake-pace.ts";
import type { Reply } from "./replies.ts";
import { type Seen, serve } from "./serve.ts";

export const KEY = "scrip_test_5up3rs3cr3t";

interface ClientUnderTest {
  readonly client: ScripClient<Tiered>;
  readonly pace: FakePace;
  /** The requests that arrived. */
  readonly seen: readonly Seen[];
}

/** A client of a server that sends the test's replies, with a clock on which every wait ends at once. */
export async function aClient(
  reply: (request: Seen, nth: number) => Reply,
  options: Partial<ClientOptions> = {},
  pace: FakePace = fakePace(),
): Promise<ClientUnderTest> {
  const { url, seen } = await serve(reply);
  return { client: createPacedClient<Tiered>({ url, key: KEY, ...options }, pace), pace, seen };
}
