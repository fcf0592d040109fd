import { describe, expect, it } from "vitest";
import { Slots } from "./slots.ts";

describe("slots", () => {
  it("are given in the order in which they were asked for, and never more than there are", async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    await slots.take();
    await slots.take();
    const third = slots.take().then(() => order.push(3));
    const fourth = slots.take().then(() => order.push(4));
    await Promise.resolve();
    expect(order).toEqual([]);
    slots.giveBack();
    slots.giveBack();
    await Promise.all([third, fourth]);
    expect(order).toEqual([3, 4]);
  });
});
