import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The project's root. */
export const ROOT = join(import.meta.dirname, "../../../..");

export const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** An alert rule of `ops/prometheus/alerts.yml`. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
}

export function alertRules(): readonly AlertRule[] {
  const { groups } = parse(readText("ops/prometheus/alerts.yml")) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** The expressions of the dashboard, by the title of their panel. */
export function dashboardExpressions(): readonly { readonly title: string; readonly expr: string }[] {
  const { panels } = JSON.parse(readText("ops/grafana/scrip.json")) as { readonly panels: readonly Panel[] };
  return panels.flatMap(({ title, targets }) => (targets ?? []).map(({ expr }) => ({ title, expr })));
}
