import { expect, test } from "vitest";
import { type CpuProfile, summarise } from "./summary.ts";

const frame = (functionName: string) => ({ functionName, url: "", lineNumber: 0, columnNumber: 0 });

test("time in a function counts for its callers too, once however it recurses", () => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame("(root)"), children: [2, 5] },
      { id: 2, callFrame: frame("outer"), children: [3] },
      { id: 3, callFrame: frame("inner"), children: [4] },
      { id: 4, callFrame: frame("inner") },
      { id: 5, callFrame: frame("(idle)") },
    ],
    samples: [2, 3, 4, 5],
    timeDeltas: [1000, 2000, 3000, 4000],
  };
  const summary = summarise(profile, ({ functionName }) => ({ place: functionName, area: "ours" }));
  expect(summary).toEqual({
    busy: 6,
    idle: 4,
    entries: [
      { place: "inner", area: "ours", self: 5, total: 5 },
      { place: "outer", area: "ours", self: 1, total: 6 },
    ],
    areas: [{ area: "ours", self: 6 }],
  });
});

test("what Node does for a caller counts as the caller's", () => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame("(root)"), children: [2, 4] },
      { id: 2, callFrame: frame("query"), children: [3] },
      { id: 3, callFrame: frame("write") },
      { id: 4, callFrame: frame("write") },
    ],
    samples: [2, 3, 4],
    timeDeltas: [1000, 1000, 5000],
  };
  const { areas } = summarise(profile, ({ functionName: place }) => ({
    place,
    area: place === "write" ? "Node" : place === "query" ? "driver" : place,
  }));
  expect(areas).toEqual([
    { area: "Node", self: 5 },
    { area: "driver", self: 2 },
  ]);
});
