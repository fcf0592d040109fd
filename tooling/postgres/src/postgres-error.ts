/** A start that a person can do something about: the message says what. */
export class PostgresError extends Error {
  override name = "PostgresError";
}

/** The port asked for belongs to another program. */
export class PortTakenError extends PostgresError {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken by another program.`);
    this.port = port;
  }
}
