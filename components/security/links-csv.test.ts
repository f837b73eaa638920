import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { linksCsv } from "./links-csv.ts";

const link = { email: "a@example.org", name: null, role: "user", link: "https://x.example/join#t", expiresAt: "2026" };
const read = (links: Parameters<typeof linksCsv>[0]) => parse(linksCsv(links)) as string[][];

test("a file has its column names and one line for each link, whatever stands in a name", () => {
  const name = 'Ada "the Countess",\r\nLovelace';
  expect(read([link, { ...link, name }])).toEqual([
    ["email", "name", "role", "link", "valid until"],
    ["a@example.org", "", "user", "https://x.example/join#t", "2026"],
    ["a@example.org", name, "user", "https://x.example/join#t", "2026"],
  ]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("https://evil.example")'])(
  "a spreadsheet takes %j for text",
  (name) => {
    expect(read([{ ...link, name, email: name }])[1]?.slice(0, 2)).toEqual([`'${name}`, `'${name}`]);
  },
);

test("what cannot be a formula is left as it is", () => {
  for (const name of ["Jo-Ann", "a=b", "René", "'quoted'"]) expect(read([{ ...link, name }])[1]?.[1]).toBe(name);
});
