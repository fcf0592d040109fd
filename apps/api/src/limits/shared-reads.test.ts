import { describe, expect, it } from "vitest";
import { SharedReads } from "./shared-reads.ts";

/** Reads of a value that changes; each answers when it is let go. */
function aValue() {
  const reads = new SharedReads();
  const begun: { readonly value: number; readonly answer: PromiseWithResolvers<number> }[] = [];
  let value = 0;
  const read = (key = "balance") =>
    reads.through(key, () => {
      const answer = Promise.withResolvers<number>();
      begun.push({ value, answer });
      return answer.promise;
    });
  return {
    read,
    begun,
    change: () => {
      value += 1;
    },
    answer: (nth: number) => begun[nth]?.answer.resolve(begun[nth].value),
  };
}

describe("equal reads", () => {
  it("that wait are answered by one, which begins after the one that runs", async () => {
    const { read, begun, change, answer } = aValue();
    const first = read();
    change();
    const others = [read(), read(), read()];
    expect(begun).toHaveLength(1);
    answer(0);
    expect(await first).toBe(0);
    await Promise.resolve();
    expect(begun).toHaveLength(2);
    answer(1);
    expect(await Promise.all(others)).toEqual([1, 1, 1]);
  });

  it("see every change before them, also one that came while the reads before them waited", async () => {
    const { read, change, answer } = aValue();
    const first = read();
    const second = read();
    answer(0);
    await first;
    await Promise.resolve();
    change();
    const third = read();
    answer(1);
    expect(await second).toBe(0);
    await Promise.resolve();
    answer(2);
    expect(await third).toBe(1);
  });

  it("go on after one that failed", async () => {
    const { read, begun, answer } = aValue();
    const first = read();
    const second = read();
    begun[0]?.answer.reject(new Error("no"));
    await expect(first).rejects.toThrow("no");
    await Promise.resolve();
    answer(1);
    expect(await second).toBe(0);
    expect(begun).toHaveLength(2);
    const third = read();
    expect(begun).toHaveLength(3);
    answer(2);
    await third;
  });

  it("of another key run beside them", () => {
    const { read, begun } = aValue();
    void read();
    void read("overview");
    expect(begun).toHaveLength(2);
  });
});
