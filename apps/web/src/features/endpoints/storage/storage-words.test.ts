import { describe, expect, it } from "vitest";
import { chargedWords, daysWords, exactSizeWords, includedWords } from "./storage-words.ts";

const GB = "000000000";
const NOW = Date.UTC(2026, 10, 30);

describe("the words about storage", () => {
  it("write a size to the byte where it is explained", () => {
    expect(exactSizeWords(`312000000001`)).toBe("312.000000001 GB");
  });

  it("compare with what the plan includes", () => {
    expect(includedWords({ bytes: `60${GB}`, included: `100${GB}` })).toBe("60 GB of 100 GB included");
    expect(includedWords({ bytes: `312${GB}`, included: `100${GB}` })).toBe("312 GB, of which 100 GB are included");
    expect(includedWords({ bytes: `312${GB}`, included: null })).toBe("312 GB, all of it included");
    expect(includedWords({ bytes: `312${GB}`, included: "0" })).toBe("312 GB");
  });

  it("say what is charged at the present size", () => {
    const rate = "30000000";
    expect(chargedWords({ bytes: `312${GB}`, included: `100${GB}`, rate })).toBe(
      "212 GB are charged at $0.03 per GB and month, by the millisecond. Each midnight (UTC) books the day before.",
    );
    expect(chargedWords({ bytes: `12${GB}`, included: "0", rate })).toMatch(/^All of it is charged at \$0\.03/);
    expect(chargedWords({ bytes: `12${GB}`, included: `100${GB}`, rate })).toBe(
      "Nothing is charged up to the included 100 GB. More costs $0.03 per GB and month.",
    );
    expect(chargedWords({ bytes: `12${GB}`, included: null, rate })).toBe(
      "The plan includes all storage, so nothing is charged.",
    );
  });

  it("name the dearest day of a month", () => {
    expect(daysWords([], NOW)).toBe("No day of this month is charged yet.");
    const day = (date: number, amount: string) => ({ day: `2026-11-0${date}T00:00:00.000Z`, above: "1", amount });
    expect(daysWords([day(3, "150000")], NOW)).toBe("One day is charged. The most was $0.15, on 3 Nov.");
    expect(daysWords([day(3, "150000"), day(4, "2150000")], NOW)).toBe(
      "2 days are charged. The most was $2.15, on 4 Nov.",
    );
  });
});
