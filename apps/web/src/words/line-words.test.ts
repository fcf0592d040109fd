import { describe, expect, it } from "vitest";
import { type ActivityLine, lineAmount, lineWords } from "./line-words.ts";

const grant = (source: string): ActivityLine["grant"] => ({ id: "grant_1", source, kind: "paid" });

describe("the words of an entry", () => {
  it.each<[ActivityLine["kind"], ActivityLine["grant"], string]>([
    ["grant_issued", grant("purchase"), "Credit added: purchase"],
    ["grant_issued", grant("auto_topup"), "Credit added: auto top-up"],
    ["grant_expired", grant("signup"), "Credit expired: signup"],
    ["settled", null, "Settled"],
    ["hold_voided", null, "Released in full"],
  ])("are plain for %s", (kind, about, words) => {
    expect(lineWords({ kind, grant: about })).toBe(words);
  });
});

describe("the amount of a line", () => {
  it.each([
    ["what was lost", "-1330000", "-500000", { of: "net", micros: "-1330000" }],
    ["what was gained", "20000000", "0", { of: "net", micros: "20000000" }],
    ["what was reserved", "0", "1330000", { of: "held", micros: "1330000" }],
    ["what was given back", "0", "-1330000", { of: "freed", micros: "1330000" }],
    ["nothing", "0", "0", { of: "net", micros: "0" }],
  ])("is %s", (_, net, reservedBy, amount) => {
    expect(lineAmount({ net, reservedBy })).toEqual(amount);
  });
});
