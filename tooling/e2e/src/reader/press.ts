import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../testing/paths.ts";
import { sectionOf } from "./follow-page.ts";

/** The names in bold in the numbered steps of a section: what the reader presses, in order. */
export function namesToPress(path: string, heading: string): string[] {
  const section = sectionOf(readFileSync(join(root, path), "utf8"), heading);
  const steps = section.split("\n").filter((line) => /^\d+\. /.test(line));
  return steps.flatMap((step) => [...step.matchAll(/\*\*(.+?)\*\*/g)].map(([, name = ""]) => name));
}

/** The fields and values in the table of a section: what the reader fills in. */
export function fieldsToFill(path: string, heading: string): (readonly [label: string, value: string])[] {
  const section = sectionOf(readFileSync(join(root, path), "utf8"), heading);
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => {
    const [, label = "", value = ""] = row.split("|").map((cell) => cell.trim());
    return [label, value];
  });
}

/** Presses the button, link or item that has this name. Of several it is the last one: a dialog comes after its page. */
export async function press(page: Page, name: string): Promise<void> {
  const exact = { name: new RegExp(`^${escaped(name)}($| )|${escaped(name)}$`) };
  const roles = ["button", "link", "menuitem", "menuitemradio", "radio", "option"] as const;
  const found = roles.map((role) => page.getByRole(role, exact)).reduce((all, each) => all.or(each));
  await found.filter({ visible: true }).last().click();
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
