/** A metric as a process shows it. */
export interface ShownMetric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

/** Reads the names, types and meanings of a text in the format of Prometheus. */
export function metricsIn(text: string): readonly ShownMetric[] {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));
  return [...text.matchAll(/^# HELP (\S+) (.+)$/gm)].map(([, name = "", help = ""]) => ({
    name,
    help,
    type: types.get(name) ?? "untyped",
  }));
}

/** The names of the series of a metric: a histogram has three. */
export function seriesOf({ name, type }: ShownMetric): readonly string[] {
  return type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}
