import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOrder } from "./in-order.ts";

const concerns = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 2 });

/** Lets other pieces run meanwhile. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

describe("pieces of work", () => {
  it("run in order if they concern the same, and at most so many at once", async () => {
    const piece = fc.record({ concerns, turns: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), async (pieces, atOnce) => {
        const ended: number[] = [];
        let running = 0;
        let most = 0;
        const works = pieces.map((each, index) => ({
          concerns: each.concerns,
          run: async () => {
            running += 1;
            most = Math.max(most, running);
            const related = pieces.flatMap(({ concerns: names }, place) =>
              place < index && names.some((name) => each.concerns.includes(name)) ? [place] : [],
            );
            expect(ended).toEqual(expect.arrayContaining(related));
            await turns(each.turns);
            ended.push(index);
            running -= 1;
          },
        }));
        await inOrder(works, atOnce);
        expect(ended).toHaveLength(pieces.length);
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  it("do not start after a failure, which is thrown when nothing runs any more", async () => {
    const ran: string[] = [];
    const work = (name: string, concern: string, fails = false) => ({
      concerns: [concern],
      run: async () => {
        await turns(fails ? 1 : 5);
        ran.push(name);
        if (fails) throw new Error(name);
      },
    });
    await expect(inOrder([work("slow", "a"), work("bad", "b", true), work("later", "b")], 2)).rejects.toThrow("bad");
    expect(ran).toEqual(["bad", "slow"]);
  });
});
