import { parser } from "@prometheus-io/lezer-promql";

/** What an expression of PromQL says. */
export interface ParsedPromQl {
  /** The first text that does not parse; `null` if all of it does. */
  readonly problem: string | null;
  /** The series that it reads. */
  readonly series: readonly string[];
}

/** Parses an expression with the grammar of Prometheus. Grafana's variable for an interval counts as a minute. */
export function parsePromQl(given: string): ParsedPromQl {
  const expr = given.replaceAll("$__rate_interval", "1m");
  let problem: string | null = null;
  const series = new Set<string>();
  parser.parse(expr).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) problem ??= `at ${from}: ${expr.slice(from, from + 20)}`;
      if (type.name === "Identifier" && isMetricName(expr.slice(from, to))) series.add(expr.slice(from, to));
    },
  });
  return { problem, series: [...series] };
}

/** The names of metrics that the files may use; labels and functions have none of these beginnings. */
const isMetricName = (text: string): boolean => /^(?:scrip_|process_|nodejs_|up$)/.test(text);
