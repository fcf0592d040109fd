/** A failed start that a person can fix; the message says how. */
export class PostgresError extends Error {
  override name = "PostgresError";
}

/** Another program uses the requested port. */
export class PortTakenError extends PostgresError {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken by another program.`);
    this.port = port;
  }
}
