import type { MetadataRoute } from "next";

/** A workspace is nothing for a search engine. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: "/" } };
}
