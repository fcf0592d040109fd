import type { PrintedDocument } from "./printed-document.ts";

/** Writes a document as the text that is stored. */
export function writePrinted(document: PrintedDocument): string {
  return JSON.stringify(document);
}

/** Reads a document as `writePrinted` wrote it. */
export function readPrinted(text: string): PrintedDocument {
  const { createdAt, ...document } = JSON.parse(text) as Omit<PrintedDocument, "createdAt"> & { createdAt: string };
  return { ...document, createdAt: new Date(createdAt) };
}
