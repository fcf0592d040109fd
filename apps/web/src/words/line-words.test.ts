import { describe, expect, it } from "vitest";
import { type ActivityLine, lineAmount, lineWords } from "./line-words.ts";

const grant = (source: string): ActivityLine["grant"] => ({ id: "grant_1", source, kind: "paid" });

describe("the words of an entry", () => {
  it.each<[ActivityLine["kind"], ActivityLine["grant"], string]>([
    ["grant_issued", grant("purchase"), "Credit added: purchase"],
    ["grant_issued", grant("auto_topup"), "Credit added: auto top-up"],
    ["grant_expired", grant("signup"), "Credit expired: signup"],
    ["settled", null, "Usage"],
    ["charged", null, "Usage"],
    ["hold_placed", null, "On hold"],
    ["hold_voided", null, "Released in full"],
  ])("are plain for %s", (kind, about, words) => {
    expect(lineWords({ kind, grant: about })).toBe(words);
  });
});

describe("the amount of a line", () => {
  it.each<[string, ActivityLine["kind"], string, string, ReturnType<typeof lineAmount>]>([
    ["what was used", "settled", "-1330000", "-500000", { of: "net", micros: "-1330000" }],
    ["what was added", "grant_issued", "20000000", "0", { of: "net", micros: "20000000" }],
    ["what was put on hold", "hold_placed", "0", "1330000", { of: "hold", micros: "1330000" }],
    ["what was released", "hold_voided", "0", "-1330000", { of: "hold", micros: "1330000" }],
    ["nothing, for usage that only moved its hold", "settled", "0", "1330000", { of: "net", micros: "0" }],
  ])("is %s", (_, kind, net, reservedBy, amount) => {
    expect(lineAmount({ kind, net, reservedBy })).toEqual(amount);
  });
});
