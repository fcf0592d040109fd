import type { Page } from "playwright-core";

/** An amount of a line that adds up, and the mark before it. */
export interface ShownSum {
  readonly name: string;
  readonly mark: string;
  /** `null` for a figure that is no amount, or that is not loaded yet. */
  readonly micros: bigint | null;
}

/** The figures of the region that adds up the shown entries, in order. */
export async function sumsOf(page: Page): Promise<readonly ShownSum[]> {
  const region = page.getByRole("region", { name: "What these entries add up to" });
  const parts = await region.locator("dl > div").evaluateAll((items) =>
    items.map((item) => {
      const text = (name: string): string => {
        const copy = item.querySelector(name)?.cloneNode(true);
        for (const hidden of copy?.querySelectorAll(".sr-only") ?? []) hidden.remove();
        return copy?.textContent ?? "";
      };
      return { name: text("dt"), figure: text("dd") };
    }),
  );
  return parts.map(({ name, figure }) => {
    const [, mark = "", amount = ""] = /^([+−=]?)(−?\$[\d,.]+)?/.exec(figure) ?? [];
    return { name, mark, micros: amount === "" ? null : microsOf(amount) };
  });
}

/** Reads an amount such as `−$1,234.567890`, in micro-USD. An amount of a rounded figure has no six decimals. */
export function microsOf(text: string): bigint {
  const [, sign = "", dollars = "", decimals = ""] = /([+−]?)\$([\d,]+)\.(\d+)/.exec(text) ?? [];
  const size = BigInt(dollars.replaceAll(",", "")) * 1_000_000n + BigInt(decimals.padEnd(6, "0"));
  return sign === "−" ? -size : size;
}

/** A row of a table: the visible text of each cell by the header of its column. */
export type ShownRow = Readonly<Record<string, string>>;

/** The rows of a table, without the headings between them. */
export const rowsOf = (page: Page, table: string): Promise<readonly ShownRow[]> =>
  page.evaluate<readonly ShownRow[]>(`(${ROWS})(document.querySelector('[role="table"][aria-label="${table}"]'))`);

/** Runs in the page. */
const ROWS = `(table) => {
  const textOf = (cell) => {
    const copy = cell.cloneNode(true);
    for (const hidden of copy.querySelectorAll(".sr-only")) hidden.remove();
    return copy.textContent;
  };
  const headers = [...table.querySelectorAll('[role="columnheader"]')].map(textOf);
  return [...table.querySelectorAll('[role="row"][aria-rowindex]')].slice(1).map((row) =>
    Object.fromEntries([...row.querySelectorAll('[role="cell"]')].map((cell, index) => [headers[index], textOf(cell)])));
}`;
