import { tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import { EntitlementCache } from "./entitlement-cache.ts";
import type { KnownEntitlements } from "./read-entitlements.ts";

const ORG = "00000000-0000-7000-8000-000000000001";

/** A cache on a clock of the test, whose reads end when the test says so. */
function aCache() {
  const state = { now: 0, completeUntil: 0, plan: "free", msToChange: null as number | null, reads: 0, proofs: 0 };
  let isConnected = true;
  let tell: (orgId: string | null, cell: null) => void = () => {};
  const waiting: (() => void)[] = [];
  let isSlow = false;
  const cache = new EntitlementCache({
    read: async (): Promise<KnownEntitlements> => {
      state.reads += 1;
      const { plan, msToChange } = state;
      if (isSlow) await new Promise<void>((resolve) => void waiting.push(resolve));
      return { terms: { catalog: tiered, plan, overrides: {} }, used: new Map(), msToChange, cell: null };
    },
    events: {
      onChange: (listener) => {
        tell = listener;
      },
      arrivalsOf: () => ({
        get completeUntil() {
          return state.completeUntil;
        },
        prove: async () => {
          state.proofs += 1;
          if (isConnected) state.completeUntil = state.now;
          return isConnected;
        },
      }),
    },
    steadyNow: () => state.now,
  });
  return {
    state,
    tell: (orgId: string | null) => tell(orgId, null),
    disconnect: () => {
      isConnected = false;
    },
    slow: () => {
      isSlow = true;
    },
    finish: () => {
      isSlow = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    hasSso: async () => (await cache.check(ORG, "sso")).isAllowed,
  };
}

it("reads once while nothing is announced and no date is reached", async () => {
  const { state, hasSso } = aCache();
  for (let n = 0; n < 1000; n += 1) expect(await hasSso()).toBe(false);
  expect(state.reads).toBe(1);
});

it("reads again after an announcement of the organization, or of lost announcements", async () => {
  const { state, tell, hasSso } = aCache();
  await hasSso();
  state.plan = "enterprise";
  tell("another organization");
  expect(await hasSso()).toBe(false);
  tell(ORG);
  expect(await hasSso()).toBe(true);
  state.plan = "free";
  tell(null);
  expect(await hasSso()).toBe(false);
});

it("does not keep what was read while a change was announced", async () => {
  const { state, tell, slow, finish, hasSso } = aCache();
  slow();
  const before = hasSso();
  state.plan = "enterprise";
  tell(ORG);
  finish();
  expect(await before).toBe(false);
  expect(await hasSso()).toBe(true);
});

it("asks for a proof that nothing was missed if the last one is too old, and reads if there is none", async () => {
  const { state, disconnect, hasSso } = aCache();
  await hasSso();
  state.plan = "enterprise";
  state.now = 899;
  expect(await hasSso()).toBe(false);
  expect(state.proofs).toBe(0);
  state.now = 900;
  expect(await hasSso()).toBe(false);
  expect(state.proofs).toBe(1);
  disconnect();
  state.now = 1800;
  expect(await hasSso()).toBe(true);
});

it("ends at the next dated change, and keeps nothing while that change is late", async () => {
  const { state, hasSso } = aCache();
  const goTo = (now: number) => Object.assign(state, { now, completeUntil: now });
  state.msToChange = 5000;
  await hasSso();
  goTo(4999);
  state.plan = "enterprise";
  state.msToChange = 0;
  expect(await hasSso()).toBe(false);
  goTo(5000);
  expect(await hasSso()).toBe(true);
  state.plan = "free";
  expect(await hasSso()).toBe(false);
  expect(state.reads).toBe(3);
});

it("one read serves all checks that wait for it, and a failed read is not kept", async () => {
  const { state, slow, finish, hasSso } = aCache();
  slow();
  const checks = Array.from({ length: 50 }, hasSso);
  finish();
  await Promise.all(checks);
  expect(state.reads).toBe(1);
});
