/**
 * The one place where rows of the organizations' home refer to a table of the platform's home: an organization and a
 * job name the version of the catalog that applies to them.
 *
 * Both homes are in one schema today, and `catalog_versions` is the platform's table. An organizations' home with a
 * schema of its own needs its own copy of `catalog_versions` in that schema before the migrations run. These
 * references then find the copy, because a migration sees only the schema of its home.
 */
export const CATALOG_REFERENCES = `
  ALTER TABLE organizations ADD CONSTRAINT organizations_catalog_fkey
    FOREIGN KEY (catalog_version) REFERENCES catalog_versions (number);
  ALTER TABLE jobs ADD CONSTRAINT jobs_catalog_fkey
    FOREIGN KEY (catalog_version) REFERENCES catalog_versions (number);
`;
