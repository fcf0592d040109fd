import pg from "pg";

const BIGINT_OID = 20;

/** pg's own parsers, and `bigint` columns as a JavaScript `bigint` instead of text. */
interface BigintTypes {
  getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown;
}

/**
 * For a pool's or a client's `types`. Not for all of pg at once (`pg.types.setTypeParser`), since
 * pg-boss in the same process expects pg's own parsers.
 */
export const bigintTypes: BigintTypes = {
  getTypeParser(oid, format = "text") {
    if (oid === BIGINT_OID && format === "text") return BigInt;
    return pg.types.getTypeParser(oid, format as "text");
  },
};
