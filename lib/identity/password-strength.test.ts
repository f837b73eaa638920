import { Options } from "@zxcvbn-ts/core";
import { describe, expect, test } from "vitest";
import { account as german } from "#lib/i18n/messages/de/account.ts";
import { account as english } from "#lib/i18n/messages/en/account.ts";
import { judgePassword, reasonOf, tipOf } from "./password-strength.ts";

describe("what is easy to guess says why", () => {
  test.each([
    ["aaaaaaaaaaaa", "repeat"],
    ["abcdefghijklm", "sequence"],
    ["Password123456", "similar"],
    ["sonyericsson", "common"],
    ["fghjkl;'/.,m", "keyboard"],
  ] as const)("%s: %s", (password, reason) => {
    expect(judgePassword(password)).toMatchObject({ reason, tip: expect.any(String) });
    expect(judgePassword(password).score).toBeLessThan(3);
  });
});

test("a few unrelated words are strong, in any script", () => {
  for (const password of ["tundra kettle violet", "тайная фраза моя", "秘密の言葉はここにあります"])
    expect(judgePassword(password), password).toMatchObject({ score: 4, reason: null, tip: null, isCommon: false });
});

describe("one's own name and address", () => {
  const about = ["Robin Example", "robin.example@company.org"];

  test("count for nothing, however they are joined", () => {
    for (const password of ["robin-example-2024", "Robin_Company_Robin!", "exampleRobinexample1"]) {
      expect(judgePassword(password, about).score, password).toBeLessThan(3);
      expect(judgePassword(password, about).reason, password).toBe("own");
    }
  });

  test("are strong for somebody else, and do no harm beside words that are", () => {
    expect(judgePassword("robin-example-2024").score).toBeGreaterThanOrEqual(3);
    expect(judgePassword("robin tundra kettle violet", about).score).toBe(4);
  });
});

test("a list of common passwords is known whatever their case or width", () => {
  for (const password of ["passwordstandard", "PasswordStandard", "ＱＷＥＲＴＹ123456", " qwerty123456 "])
    expect(judgePassword(password).isCommon, password).toBe(true);
  expect(judgePassword("passwordstandarf").isCommon).toBe(false);
});

test("every finding of the library has a reason or tip of ours, and each of those a sentence in both languages", () => {
  const { warnings, suggestions } = new Options().translations;
  const reasons = new Set(Object.keys(warnings).map(reasonOf));
  const tips = new Set(Object.keys(suggestions).map((key) => tipOf([key])));
  expect(reasons).not.toContain(null);
  expect(tips).not.toContain(null);
  for (const { strength } of [english, german]) {
    expect(new Set(Object.keys(strength.reason))).toEqual(reasons);
    expect(new Set(Object.keys(strength.tip))).toEqual(tips);
    expect(Object.keys(strength.score)).toEqual(["0", "1", "2", "3", "4"]);
  }
});

test("the longest password is judged with a second or two of computing", () => {
  const before = process.cpuUsage();
  judgePassword("4@$0".repeat(200));
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
});
