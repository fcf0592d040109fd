/** No value has this type: it makes the compiler print what is wrong in plain English. */
export interface CatalogError<Message extends string> {
  readonly catalogError: Message;
}
