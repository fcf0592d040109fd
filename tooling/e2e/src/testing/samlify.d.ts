/**
 * The part of samlify that the test peer calls. Its own types declare those of a browser for all files, and with these
 * the tests of this package would not see what runs in the page and what runs here.
 */
declare const samlify: {
  setSchemaValidator(validator: { validate: () => Promise<string> }): void;
  // biome-ignore lint/suspicious/noExplicitAny: the package of the peer is checked with the types of the library.
  IdentityProvider(settings: object): any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  ServiceProvider(settings: object): any;
};
// biome-ignore lint/style/noDefaultExport: the package has a default export.
export default samlify;
