export { printCreditNote, printReceipt, printReversal } from "./print-payment.ts";
export { printStatement } from "./print-statement.ts";
export type { Column, Fact, Party, PrintDocument, PrintedDocument, PrintedTable } from "./printed-document.ts";
export { readPrinted, writePrinted } from "./printed-json.ts";
