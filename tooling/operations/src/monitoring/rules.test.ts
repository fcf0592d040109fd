import { describe, expect, it } from "vitest";
import { alertRules, dashboardExpressions, readText } from "./files.ts";
import { parsePromQl } from "./promql.ts";

const rules = alertRules();
const expressions = [...rules.map(({ alert, expr }) => ({ title: alert, expr })), ...dashboardExpressions()];

const byName = (a = "", b = ""): number => a.localeCompare(b);

describe("the dashboard and the alert rules", () => {
  it.each(expressions)("$title is PromQL over metrics", ({ expr }) => {
    const { problem, series } = parsePromQl(expr);
    expect([problem, series.length > 0]).toEqual([null, true]);
  });

  it("name each alert once, with a severity, a time and a text", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, labels, annotations, for: time } of rules) {
      expect([alert, ["critical", "warning"].includes(labels.severity)]).toEqual([alert, true]);
      expect([alert, /^\d+[mh]$/.test(time)]).toEqual([alert, true]);
      expect(annotations.summary.length + annotations.description.length).toBeGreaterThan(20);
    }
  });

  it("have a section in the guide for each alert, and the guide has no others", () => {
    const sections = [...readText("docs/operate/alerts.md").matchAll(/^### (Scrip\w+)$/gm)].map(([, name]) => name);
    expect(sections.toSorted(byName)).toEqual(rules.map(({ alert }) => alert).toSorted(byName));
    for (const { alert, annotations } of rules)
      expect(annotations.runbook).toBe(`docs/operate/alerts.md#${alert.toLowerCase()}`);
  });
});

describe("parsePromQl", () => {
  it("finds what does not parse, and the series that are read", () => {
    expect(parsePromQl("sum by (code) (rate(scrip_refusals_total[$__rate_interval]))")).toEqual({
      problem: null,
      series: ["scrip_refusals_total"],
    });
    expect(parsePromQl("sum(rate(scrip_refusals_total[5m])").problem).not.toBeNull();
  });
});
