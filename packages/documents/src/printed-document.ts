/** A document with the texts as they are printed. Whoever makes it decides the words, dates and amounts. */
export interface PrintedDocument {
  /** The language of the texts, by BCP 47: `"en"`. */
  readonly language: string;
  /** `"Invoice"`. */
  readonly title: string;
  readonly number: string;
  /** The instant in the file's own properties. The same document gives the same bytes. */
  readonly createdAt: Date;
  /** What stands beside the title, such as the date and the payment. */
  readonly facts: readonly Fact[];
  readonly from: Party;
  readonly to: Party;
  readonly tables: readonly PrintedTable[];
  /** Sentences below the tables, such as that of reverse charge. */
  readonly notes: readonly string[];
  /** One line at the bottom of every page, beside the page number. */
  readonly footer: string;
}

/** Makes the file of a document: the same bytes for the same document. */
export type PrintDocument = (document: PrintedDocument) => Promise<Buffer>;

/** A label and its value. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Whether it stands out, as the amount that is paid does. */
  readonly isStrong?: boolean;
}

/** A seller or a buyer. */
export interface Party {
  /** `"Bill to"`. */
  readonly heading: string;
  readonly name: string;
  /** Address, tax id and e-mail address, a line each. */
  readonly lines: readonly string[];
}

/** A table with its sums. */
export interface PrintedTable {
  readonly title: string;
  readonly columns: readonly Column[];
  /** The cells of each row in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly sums: readonly Fact[];
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** The share of the table's width, in hundredths. Those of a table add up to 100. */
  readonly share: number;
}
