/** What the demo reads from its environment. */
export interface Env {
  /** The API's address. */
  readonly url: string;
  /** A platform key that reaches the two organizations. */
  readonly key: string;
  readonly live: DemoOrganization;
  readonly travel: DemoOrganization;
  /** How much faster than usual everything goes: 1 is for people, more is for tests. */
  readonly speed: number;
}

export interface DemoOrganization {
  /** `org_…` */
  readonly org: string;
  /** When it was made, by its own time. */
  readonly since: Date;
}

/**
 * Reads the environment, once.
 * @throws Error that says what is wrong; always in production, where nobody may use what a demo does
 */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  if (variables.NODE_ENV === "production")
    throw new Error("The demo is not for production: it spends invented credit.");
  const speed = Number(variables.SCRIP_DEMO_SPEED ?? "1");
  if (!(speed > 0)) throw new Error("SCRIP_DEMO_SPEED must be a number above zero.");
  return {
    url: text(variables, "SCRIP_URL"),
    key: text(variables, "SCRIP_KEY"),
    speed,
    live: organization(variables, "SCRIP_DEMO_LIVE"),
    travel: organization(variables, "SCRIP_DEMO_TRAVEL"),
  };
}

function organization(variables: NodeJS.ProcessEnv, name: string): DemoOrganization {
  return { org: text(variables, name), since: new Date(text(variables, `${name}_SINCE`)) };
}

function text(variables: NodeJS.ProcessEnv, name: string): string {
  const value = variables[name];
  if (value === undefined || value === "") throw new Error(`The demo can not start without ${name}.`);
  return value;
}
