// Part of the first script of every page, before the router and before any chunk is fetched by script. A script element of
// the root layout would not do: pages that Next writes itself have none, and a page drawn anew would insert it once more.
import "./public/trusted-types.js";
