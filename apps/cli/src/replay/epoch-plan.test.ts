import { describe, expect, it } from "vitest";
import { commandCount, epochEndS, epochPlan } from "./epoch-plan.ts";

describe("epochPlan", () => {
  it.each<[string, { mode?: "epochs" | "timed"; epochs: number; startS?: number; endS: number }, number[]]>([
    ["one epoch is the whole job", { epochs: 1, endS: 10 }, [10]],
    ["epochs that divide the job are equal", { epochs: 5, endS: 10 }, [2, 4, 6, 8, 10]],
    ["the last one takes the rest", { epochs: 3, endS: 10 }, [3, 6, 10]],
    ["the rest may be nearly as long as all the others", { epochs: 4, endS: 7 }, [1, 2, 3, 7]],
    ["as many epochs as seconds take one second each", { epochs: 4, endS: 4 }, [1, 2, 3, 4]],
    ["more epochs than seconds become one for each second", { epochs: 7, endS: 3 }, [1, 2, 3]],
    ["one second is one epoch", { epochs: 7, endS: 1 }, [1]],
    ["a job of length 0 is one epoch of length 0", { epochs: 7, endS: 0 }, [0]],
    ["a timed job is one epoch, and `epochs` is ignored", { mode: "timed", epochs: 7, endS: 10 }, [10]],
    ["the start does not matter", { epochs: 2, startS: 100, endS: 105 }, [2, 5]],
  ])("%s", (_rule, { mode = "epochs", startS = 0, ...job }, ends) => {
    const plan = epochPlan({ mode, startS, ...job });
    expect(Array.from({ length: plan.count }, (_, index) => epochEndS(plan, index + 1))).toEqual(ends);
    expect(commandCount(plan)).toBe(ends.length + 1);
  });
});
