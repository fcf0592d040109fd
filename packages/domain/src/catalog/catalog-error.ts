/** A type without values. It makes the compiler print the error in plain English. */
export interface CatalogError<Message extends string> {
  readonly catalogError: Message;
}
