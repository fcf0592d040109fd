import { DataSource } from "typeorm";
import { bigintTypes } from "../connection/bigint-parser.ts";
import type { VerifyConnection } from "../connection/cell-guard.ts";
import { sessionSettings } from "../connection/session-settings.ts";
import { SnakeCaseNames } from "../connection/snake-case-names.ts";
import { REQUEST_TIMEOUTS, type Timeouts } from "../connection/timeouts.ts";
import { entities } from "./entities.ts";

export interface DataSourceOptions {
  /** Shown in `pg_stat_activity`, such as `scrip-api`. */
  applicationName: string;
  /** The most connections at once; 10 if not given. */
  poolSize?: number;
  /** `REQUEST_TIMEOUTS` if not given. */
  timeouts?: Timeouts;
  /** Whether a statement goes out before the one before it is answered; TypeORM itself always waits. */
  pipeline?: boolean;
  /** Checks each new connection before it serves. */
  verify?: VerifyConnection;
}

/** Opens a pool of connections. `destroy()` closes it. */
export async function openDataSource(url: string, options: DataSourceOptions): Promise<DataSource> {
  const timeouts = options.timeouts ?? REQUEST_TIMEOUTS;
  // The isolation level is set once for the connection, and not by a round trip of each transaction.
  const session = sessionSettings(url, "-c default_transaction_isolation=read\\ committed");
  const dataSource = new DataSource({
    type: "postgres",
    url: session.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: timeouts.connectMs,
    extra: {
      types: bigintTypes,
      pipeline: options.pipeline ?? false,
      options: session.options,
      statement_timeout: timeouts.statementMs,
      query_timeout: timeouts.answerMs,
      lock_timeout: timeouts.lockMs,
      idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
      ...(options.verify !== undefined && { verify: options.verify }),
    },
    entities,
    namingStrategy: new SnakeCaseNames(),
    synchronize: false,
    installExtensions: false,
    uuidExtension: "pgcrypto",
    invalidWhereValuesBehavior: { null: "throw", undefined: "throw" },
  });
  return dataSource.initialize();
}
