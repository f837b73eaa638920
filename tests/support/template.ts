/** An empty, migrated database of the run's Postgres, which databases of single test files are copied from. */
export const TEMPLATE = "empty_instance";
