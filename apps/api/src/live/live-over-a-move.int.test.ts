import { randomUUIDv7 } from "node:crypto";
import { moveOrganization } from "@scrip/db/cells/move";
import type { Command } from "@scrip/domain/ledger";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource } from "eventsource";
import { afterAll, expect, it, vi } from "vitest";
import type { AppRouter } from "../router.ts";
import { aCellsApi } from "../testing/a-cells-api.ts";
import { REFRESH_MS } from "./feed.ts";

const api = await aCellsApi();
const org = await api.place("a");
const orgId = org.slice("org_".length);
const { cookie } = await api.aPerson({ orgs: [org] });

/** Long enough for a busy machine, and shorter than the time after which a feed reads without an announcement. */
const until = <Result>(holds: () => Result) => vi.waitFor(holds, { timeout: REFRESH_MS - 5000 });

const client = createTRPCClient<AppRouter>({
  links: [
    httpSubscriptionLink({
      url: `${api.url}/trpc`,
      EventSource,
      eventSourceOptions: {
        fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, cookie } }),
      },
    }),
  ],
});

it("E1 the live balance of an organization goes on over moves between cells", async () => {
  const seen: number[] = [];
  const problems: unknown[] = [];
  const subscription = client.live.balance.subscribe(
    { org },
    { onData: ({ data }) => seen.push(data.seq), onError: (error) => problems.push(error) },
  );
  afterAll(() => subscription.unsubscribe());
  await until(() => expect(seen.at(-1)).toBe(0));
  const owe = async (): Promise<void> => {
    const base = { orgId, id: randomUUIDv7(), actor: { type: "system", id: null } };
    const labels = { resource: null, project: null, member: null };
    const charge = { ...base, kind: "charge", amount: 1n, onShortfall: "owe", ...labels } as unknown as Command;
    expect(await api.deps.ledger.submit(charge, charge.id)).toMatchObject({ ok: true });
  };
  for (const [index, to] of ["b", "a"].entries()) {
    await moveOrganization(api.cells.owners, { orgId, to, pause: 0 });
    await owe();
    await until(() => expect(seen.at(-1)).toBe(index + 1));
  }
  // In order, and each balance at most once: the stream never went back to what a cell had before.
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(problems).toEqual([]);
});
