import type { Bench } from "./bench.ts";
import { benchCells, CELLS_MEASURES } from "./cells/index.ts";
import { benchDocuments, DOCUMENT_MEASURES } from "./documents/index.ts";
import { benchLedger, LEDGER_MEASURES } from "./ledger/index.ts";
import { benchWeb, WEB_MEASURES } from "./web/index.ts";
import { benchWire, WIRE_MEASURES } from "./wire/index.ts";

/** All benches, in the order in which the help lists them. */
export const BENCHES: readonly Bench[] = [
  {
    name: "ledger",
    about: "the ledger against functions in the database",
    measures: LEDGER_MEASURES,
    run: benchLedger,
  },
  {
    name: "cells",
    about: "organizations over several servers against one server",
    measures: CELLS_MEASURES,
    run: benchCells,
  },
  {
    name: "wire",
    about: "the typed client and the API against the ledger in process",
    measures: WIRE_MEASURES,
    run: benchWire,
  },
  {
    name: "web",
    about: "the pages in a browser",
    measures: WEB_MEASURES,
    run: benchWeb,
  },
  {
    name: "documents",
    about: "PDF files of receipts and statements",
    measures: DOCUMENT_MEASURES,
    run: benchDocuments,
  },
];
