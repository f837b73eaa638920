/** Who may import whom (docs/developers/architecture.md). Checked in CI; `tests/security/boundaries.test.ts` checks the check. */
const domains = "api|documents|search|identity|mail|models|chat|settings|security|demo|jobs|limits|access|crypto";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "app-never-db",
      comment: "Doors call use cases and queries.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^db/" },
    },
    {
      name: "components-are-markup",
      comment:
        "Props in, markup out; data and actions arrive as props. No zod in the browser either: it tries whether it may make functions out of text, which the content policy forbids and reports.",
      severity: "error",
      from: { path: "^components/", pathNot: ["[.]test[.]ts", "for-test"] },
      to: {
        path: "^(app|db|lib)/",
        pathNot: [
          "^lib/(access|documents|identity)/numbers\\.ts$",
          "^lib/limits/table\\.ts$",
          "^lib/i18n/languages\\.ts$",
          "^lib/identity/(device-words|password-strength)\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-http-knows-next",
      severity: "error",
      from: { pathNot: "^(app/|lib/http/|middleware|instrumentation|next|server|components/)" },
      to: { path: "node_modules/next/" },
    },
    {
      name: "components-navigate-only",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "node_modules/next/", pathNot: ["node_modules/next/link", "node_modules/next/navigation"] },
    },
    { name: "db-is-the-ground", severity: "error", from: { path: "^db/" }, to: { path: "^(app|components|lib)/" } },
    {
      name: "lib-never-up",
      severity: "error",
      from: { path: "^lib/", pathNot: "[.]test[.]ts$" },
      to: { path: "^(app|components|tests|scripts)/" },
    },
    {
      name: "product-never-tests",
      severity: "error",
      from: { path: "^(app|components|db|lib|server|middleware)", pathNot: ["[.]test[.]ts", "for-test"] },
      to: { path: "^tests/" },
    },
    {
      name: "http-is-a-door",
      comment: "Domains know nothing of requests.",
      severity: "error",
      from: { path: `^lib/(${domains}|platform)/` },
      to: { path: "^lib/http/" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(\\.next|data|test-results)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
    moduleSystems: ["es6"],
  },
};
