import { describe, expect, it } from "vitest";
import { type EntryFacts, entryNotes, entrySentence } from "./entry-words.ts";

const part = (amount: string): EntryFacts["paidBy"][number] => ({
  grant: "grant_1",
  source: "signup",
  kind: "promotional",
  expiresAt: null,
  amount,
});

const charge = (over: Partial<NonNullable<EntryFacts["charge"]>> = {}): NonNullable<EntryFacts["charge"]> => ({
  resource: "gpu.h100-80gb",
  rateNanos: "3990000000",
  shape: null,
  unitsMilli: 2000,
  fromMs: 60_000,
  untilMs: 102_000,
  reportedMs: 102_000,
  exact: "226100",
  cumulative: "226100",
  chargedBefore: "133000",
  amount: "93100",
  flags: [],
  metered: null,
  ...over,
});

const anEntry = (line: Partial<EntryFacts["line"]>, over: Partial<EntryFacts> = {}): EntryFacts => ({
  line: { kind: "settled", net: "0", reservedBy: "0", job: null, grant: null, ...line },
  charge: null,
  paidBy: [],
  owed: null,
  reserved: [],
  released: [],
  asked: null,
  takenBack: null,
  ...over,
});

const credit = (source: string, kind: "paid" | "promotional") => ({ id: "grant_1", source, kind });

describe("entrySentence", () => {
  it.each<[EntryFacts, string]>([
    [
      anEntry({ kind: "grant_issued", net: "20000000", grant: credit("purchase", "paid") }),
      "$20.00 of paid credit from a purchase was added.",
    ],
    [
      anEntry({ kind: "grant_revoked", net: "-8000000", grant: credit("purchase", "paid") }),
      "$8.00 of paid credit from a purchase was taken back.",
    ],
    [
      anEntry({ kind: "grant_revoked", net: "-3000000", grant: credit("purchase", "paid") }, { asked: "20000000" }),
      "$20.00 of paid credit from a purchase was taken back.",
    ],
    [
      anEntry(
        { kind: "grant_revoked", net: "-14000000", reservedBy: "-14000000", grant: credit("purchase", "paid") },
        { released: [part("14000000")] },
      ),
      "$14.00 of paid credit from a purchase was taken back: its hold no longer needed it.",
    ],
    [anEntry({ kind: "debt_forgiven", net: "3000000" }), "$3.00 that was owed was forgiven."],
    [
      anEntry({ kind: "grant_expired", net: "-1230001", grant: credit("signup", "promotional") }),
      "$1.230001 of promotional credit from signup expired before it was used.",
    ],
    [
      anEntry({ kind: "hold_placed", reservedBy: "1330000", job: "run-42" }),
      "$1.33 was put on hold for the job run-42. Nothing of it is used yet, and what is not needed is released.",
    ],
    [
      anEntry({ kind: "hold_released", reservedBy: "-200000" }),
      "$0.20 that was on hold for work without a job was not needed and was released.",
    ],
    [
      anEntry({ kind: "settled", net: "-93100", job: "run-42" }, { charge: charge() }),
      "The job run-42 used 2 × H100 80GB for 42 s, which cost $0.0931.",
    ],
    [
      anEntry({ kind: "settled", net: "-93100", job: "run-42" }, { charge: charge({ unitsMilli: 1000 }) }),
      "The job run-42 used H100 80GB for 42 s, which cost $0.0931.",
    ],
    [
      anEntry({ kind: "settled", reservedBy: "5", job: "run-42" }, { charge: charge({ amount: "0" }) }),
      "Work of the job run-42 was reported, and it cost nothing more.",
    ],
    [
      anEntry(
        { kind: "settled", net: "-50000" },
        { charge: charge({ untilMs: null, fromMs: null, resource: null, amount: "50000" }) },
      ),
      "$0.05 of what was on hold for work without a job was used.",
    ],
    [
      anEntry({ kind: "charged", net: "-50000" }, { charge: charge({ resource: "export", amount: "50000" }) }),
      "$0.05 was used for export. It was not on hold before.",
    ],
  ])("%#: writes one plain sentence", (entry, sentence) => {
    expect(entrySentence(entry)).toBe(sentence);
  });

  it("has a sentence for every kind", () => {
    const kinds: EntryFacts["line"]["kind"][] = [
      "grant_revoked",
      "grant_reinstated",
      "hold_grown",
      "hold_voided",
      "hold_expired",
    ];
    for (const kind of kinds)
      expect(entrySentence(anEntry({ kind, net: "0", reservedBy: "1", job: "a" }))).toMatch(/^[A-Z$].+\.$/);
  });
});

it("the words have no second word for usage, for credit on hold or for its release", () => {
  const kinds: EntryFacts["line"]["kind"][] = ["hold_placed", "hold_grown", "hold_released", "hold_voided"];
  const flags: NonNullable<EntryFacts["charge"]>["flags"] = ["beyond_hold", "after_silence"];
  const facts = { charge: charge({ flags, reportedMs: 200_000 }), reserved: [part("1")], released: [part("2")] };
  const entries = [
    ...kinds.map((kind) => anEntry({ kind, reservedBy: "1" })),
    anEntry({ kind: "hold_expired", reservedBy: "-1", job: "a" }),
    anEntry({ kind: "charged", net: "-5" }, { charge: charge({ amount: "5" }) }),
    anEntry({ kind: "settled", net: "-5" }, facts),
  ];
  for (const entry of entries)
    for (const words of [entrySentence(entry), ...entryNotes(entry)])
      expect(words).not.toMatch(/reserv|charge|settle|silent|given back|becomes? available/i);
});

describe("entryNotes", () => {
  it("has no note on an ordinary charge", () => {
    expect(entryNotes(anEntry({}, { charge: charge(), paidBy: [part("93100")] }))).toEqual([]);
  });

  it("notes a debt, and whether it was paid", () => {
    const notes = (open: string) => entryNotes(anEntry({}, { charge: charge(), owed: { amount: "500000", open } }));
    expect(notes("500000")).toEqual(["Credit did not cover $0.50, which is owed."]);
    expect(notes("200000")).toEqual(["Credit did not cover $0.50, which was owed; $0.20 is still open."]);
    expect(notes("0")).toEqual(["Credit did not cover $0.50, which was owed; it has been paid since."]);
  });

  it("notes the part of a revocation that had expired or is reserved, and spent credit that was taken back", () => {
    const revoked = anEntry({ kind: "grant_revoked", net: "-3000000" }, { asked: "20000000" });
    expect(entryNotes(revoked)).toEqual([
      "$17.00 of it had expired unused, which is not owed, or is on hold and is taken back when it is released.",
    ]);
    const spent = (open: string) => anEntry({}, { charge: charge(), takenBack: { amount: "500000", open } });
    expect(entryNotes(spent("500000"))).toEqual(["$0.50 of what paid had been taken back before, so it is owed."]);
    expect(entryNotes(spent("0"))).toEqual([
      "$0.50 of what paid had been taken back before, so other credit has paid it.",
    ]);
  });

  it("notes that new credit paid a debt", () => {
    const issued = anEntry({ kind: "grant_issued" }, { paidBy: [part("300000"), part("200000")] });
    expect(entryNotes(issued)).toEqual(["$0.50 of it paid what was owed."]);
  });

  it("notes what is unusual about a charge, and what a settle reserved and gave back", () => {
    const flags: NonNullable<EntryFacts["charge"]>["flags"] = ["beyond_hold", "after_silence"];
    const entry = anEntry(
      {},
      { charge: charge({ flags, reportedMs: 200_000 }), reserved: [part("1")], released: [part("2")] },
    );
    expect(entryNotes(entry)).toHaveLength(5);
  });
});
