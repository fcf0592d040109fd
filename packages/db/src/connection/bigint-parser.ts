import pg from "pg";

const BIGINT_OID = 20;

/** pg's own parsers, and `bigint` columns as a JavaScript `bigint` instead of text. */
interface BigintTypes {
  getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown;
}

/**
 * The `types` of a pool or a client. They are not set for all of pg (`pg.types.setTypeParser`), since pg-boss in the
 * same process expects pg's own parsers.
 */
export const bigintTypes: BigintTypes = {
  getTypeParser(oid, format = "text") {
    if (oid === BIGINT_OID && format === "text") return BigInt;
    return pg.types.getTypeParser(oid, format as "text");
  },
};
