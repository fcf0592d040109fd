import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { coalesced } from "./coalesced.ts";

describe("coalesced", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("meets the first wish at once and a thousand more by one run", () => {
    const run = vi.fn<() => undefined>();
    const { want } = coalesced(run, 1000);
    for (let times = 0; times < 1000; times += 1) want();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("keeps a wish while it is paused", () => {
    const run = vi.fn<() => undefined>();
    let isHidden = true;
    const { want, resume } = coalesced(run, 1000, () => isHidden);
    want();
    vi.advanceTimersByTime(60_000);
    expect(run).not.toHaveBeenCalled();
    isHidden = false;
    resume();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("waits for a run that takes longer, and then meets what was wanted meanwhile", async () => {
    const ends: (() => void)[] = [];
    const run = vi.fn<() => Promise<void>>(() => new Promise((resolve) => ends.push(resolve)));
    const { want } = coalesced(run, 1000);
    want();
    want();
    await vi.advanceTimersByTimeAsync(3000);
    expect(run).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(2);
    want();
    // The second run never ends, and is given up.
    await vi.advanceTimersByTimeAsync(11_000);
    expect(run).toHaveBeenCalledTimes(3);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("runs nothing after it was stopped", () => {
    const run = vi.fn<() => undefined>();
    const { want, stop } = coalesced(run, 1000);
    want();
    want();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
