import { describe, expect, it, vi } from "vitest";
import { realPace } from "./pace.ts";
import { aClient } from "./testing/a-client.ts";
import { fakePace } from "./testing/fake-pace.ts";
import { answer, badGateway, holdOnWire } from "./testing/replies.ts";

describe("the time of an attempt", () => {
  it("is ten seconds, unless the client or the call sets another", async () => {
    const { client, pace } = await aClient(() => answer(holdOnWire));
    await client.holds.place({ amount: 1n });
    await client.holds.place({ amount: 1n }, { timeoutMs: 60_000 });
    expect(pace.timeouts).toEqual([10_000, 60_000]);
  });

  it("ends the attempt, not the call", async () => {
    const pace = fakePace();
    const { client, seen } = await aClient(
      (_request, nth) => {
        if (nth > 2) return answer(holdOnWire);
        queueMicrotask(() => pace.expire());
        return "silence";
      },
      { timeoutMs: 4000 },
      pace,
    );
    expect(await client.holds.place({ amount: 1n })).toMatchObject({ hold: "hold_1" });
    expect(new Set(seen.map(({ input }) => input.idempotencyKey)).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  it("ends an attempt whose transport ignores the signal", async () => {
    const pace = fakePace();
    const deaf = () => {
      queueMicrotask(() => pace.expire());
      return new Promise<Response>(() => {});
    };
    const { client } = await aClient(() => "silence", { fetch: deaf, retryForMs: 0, timeoutMs: 4000 }, pace);
    await expect(client.holds.place({ amount: 1n })).rejects.toMatchObject({
      name: "Unavailable",
      code: "timed_out",
      status: null,
      message: "Scrip gave no answer within 4 s.",
    });
  });
});

describe("a caller's signal", () => {
  const reason = new Error("the run was cancelled");

  it("ends a running call, with its reason", async () => {
    const controller = new AbortController();
    const { client, pace } = await aClient(() => {
      queueMicrotask(() => controller.abort(reason));
      return "silence";
    });
    await expect(client.balance.get({}, { signal: controller.signal })).rejects.toBe(reason);
    expect(pace.sleeps).toEqual([]);
  });

  it("ends a wait between attempts", async () => {
    const controller = new AbortController();
    const pace = fakePace({ onSleep: () => controller.abort(reason) });
    const { client, seen } = await aClient(() => badGateway, {}, pace);
    await expect(client.balance.get({}, { signal: controller.signal })).rejects.toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it("sends nothing if it has already aborted", async () => {
    const { client, seen } = await aClient(() => answer(holdOnWire));
    const call = client.holds.place({ amount: 1n }, { signal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(seen).toEqual([]);
  });
});

describe("the real pace", () => {
  it("ends a wait when the signal aborts", async () => {
    const controller = new AbortController();
    const sleep = realPace.sleep(3_600_000, controller.signal);
    controller.abort("enough");
    await expect(sleep).rejects.toBe("enough");
  });

  it("ends a wait after its time, and cancels a timer", async () => {
    const run = vi.fn<() => void>();
    realPace.after(0, run)();
    const before = realPace.now();
    await realPace.sleep(1, undefined);
    expect(run).not.toHaveBeenCalled();
    expect(realPace.now()).toBeGreaterThan(before);
    expect(realPace.random()).toBeLessThan(1);
  });
});
