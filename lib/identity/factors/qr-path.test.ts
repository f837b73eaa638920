import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

test("the path covers exactly the dark modules of the code, within a quiet zone of four", () => {
  const text = "otpauth://totp/ConvoSphere:anna%40example.org?secret=JBSWY3DPEHPK3PXP";
  const { size, d } = qrPath(text);
  const covered = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let at = Number(x); at < Number(x) + Number(length); at += 1) (covered[Number(y)] as boolean[])[at] = true;
  }
  expect(covered).toEqual(encode(text, { ecc: "M", border: 4 }).data);
  expect(covered.slice(0, 4).flat()).not.toContain(true);
});

test("nothing but numbers and path letters gets into the markup, whatever is encoded", () => {
  expect(qrPath('"><script>alert(1)</script>').d).toMatch(/^[Mhvz\d -]+$/);
});
