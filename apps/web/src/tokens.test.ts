import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? "",
    { light: light ?? "", dark: dark ?? "" },
  ]),
);

/** The relative luminance of a colour, by WCAG 2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(name: string, ground: string, theme: "light" | "dark"): number {
  const [one, other] = [name, ground].map((token) => luminance(tokens.get(token)?.[theme] ?? "#"));
  const [low = Number.NaN, high = Number.NaN] = [one, other].sort((a = 0, b = 0) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["surface", "raised", "sunken"];
const TONES = ["accent", "good", "warn", "bad", "promo", "paid"];
const SERIES = [1, 2, 3, 4, 5, 6].map((part) => `series-${part}`);
const on = (names: readonly string[], grounds: readonly string[]) =>
  names.flatMap((name) => grounds.map((ground) => [name, ground]));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  it.each([
    ...on(["text", "muted", ...TONES], GROUNDS),
    ...TONES.map((tone) => [tone, `${tone}-soft`]),
    ...on(["text", "muted"], ["accent-soft", "warn-soft"]),
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
    ["on-bad", "bad"],
  ])("%s on %s can be read: 4.5 to 1", (name = "", ground = "") => {
    expect(contrast(name, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...on(["edge", "focus", "held", "debt", ...SERIES], GROUNDS), ["edge", "raised"]])(
    "%s on %s can be seen: 3 to 1",
    (name = "", ground = "") => {
      expect(contrast(name, ground, theme)).toBeGreaterThanOrEqual(3);
    },
  );
});
