import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isTokenDoor, permissionOf } from "#lib/http/doors.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";
import { enter } from "#tests/support/browserless.ts";
import { buildWithoutMiddleware } from "#tests/support/build-without-middleware.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";
import { type Access, allows } from "./access.ts";
import { type ActionRow, actions } from "./actions.ts";
import { type BuiltAction, builtActions, builtDoors, knock, tryAction, tryDoor } from "./call.ts";
import { type HandlerRow, handlers, pages, programs } from "./doors.ts";
import { type Holder, type People, peopleOf } from "./people.ts";
import { deadPrograms, livingPrograms, type Program } from "./programs.ts";
import type { Things } from "./things.ts";

let guarded: Instance;
let bare: Instance;
let twin: ReturnType<typeof buildWithoutMiddleware>;
let house: Awaited<ReturnType<typeof enter>>;
let people: People;
let living: Awaited<ReturnType<typeof livingPrograms>>;
let dead: Program[];

// On a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

const many = { requests: 1_000_000, seconds: 60 };
beforeAll(async () => {
  const LIMITS = JSON.stringify({ default: many, pages: many, login: many, api_calls: many, file_upload: many });
  // Pages of links by mail are there only where mails leave; none has to arrive.
  const common = { LIMITS, LOG_LEVEL: "fatal", SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "no-reply@example.org" };
  guarded = await startInstance({ env: common });
  house = await enter(guarded);
  twin = buildWithoutMiddleware();
  bare = await startInstance({
    root: twin.root,
    dataDir: guarded.dataDir,
    env: { ...common, WORKER: "off", DATABASE_URL: runningEmbeddedPostgres(guarded.dataDir) ?? "" },
  });
  people = await peopleOf(house, [guarded, bare]);
  living = await livingPrograms(house.db, people);
  dead = await deadPrograms(house.db, [guarded, bare], people);
});
afterAll(async () => {
  await house?.close();
  await bare?.stop();
  await guarded?.stop();
  twin?.remove();
});

type Door = HandlerRow & { path: string; isPage: boolean };
/** Every page, and every method of every route handler. */
const doors: Door[] = [
  ...Object.entries(pages).map(([path, who]) => ({ path, who, method: "GET" as const, isPage: true })),
  ...Object.entries(handlers).flatMap(([path, rows]) => rows.map((row) => ({ path, ...row, isPage: false }))),
  ...programs.map((row) => ({ ...row, isPage: false })),
];

test("every page, every method of every route handler and every action of the build has a row in the tables", async () => {
  const built = builtDoors();
  expect(built.flatMap(({ path, isPage }) => (isPage ? path : [])).sort()).toEqual(Object.keys(pages).sort());
  const methods = built.map(async ({ path, isPage }) => {
    if (isPage) return [];
    const { headers } = await knock(bare, path, { headers: {} }, { method: "OPTIONS" });
    const taken = headers.get("allow")?.split(", ") ?? ["none"];
    return taken.filter((method) => !["OPTIONS", "HEAD"].includes(method)).map((method) => `${method} ${path}`);
  });
  const rows = doors.flatMap(({ path, isPage, method }) => (isPage ? [] : `${method} ${path}`));
  expect((await Promise.all(methods)).flat().sort()).toEqual([...new Set(rows)].sort());
  expect(
    builtActions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(actions).sort());
});

/** One of the two servers, and whether its middleware keeps somebody from an address, whatever is asked for there. */
type Side = { name: string; server: Instance; isKeptOut: (path: string, holder: Holder) => boolean };
const sides = (): Side[] => [
  {
    name: "with the middleware",
    server: guarded,
    isKeptOut(path, holder) {
      if (isTokenDoor(path)) return !("authorization" in holder.headers);
      const permission = permissionOf(path);
      return permission !== null && !allows({ permission }, holder, "");
    },
  },
  { name: "with the middleware switched off", server: bare, isKeptOut: () => false },
];

type Cell = { what: string; expected: string; found: () => Promise<string> };

/** Tries the cells of both sides, a few at a time, and shows every one that was answered otherwise. */
async function expectAll(cellsOf: (side: Side) => readonly Cell[]): Promise<void> {
  const wrong: string[] = [];
  const tried = sides().map(async (side) => {
    const cells = cellsOf(side);
    expect(cells.length).toBeGreaterThan(0);
    const queue = cells.values();
    const work = async () => {
      for (const { what, expected, found } of queue) {
        const answer = await found().catch(String);
        if (answer !== expected) wrong.push(`${side.name}: ${what}: ${answer}, not ${expected}`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, work));
  });
  await Promise.all(tried);
  expect(wrong.sort()).toEqual([]);
}

const isAboutOne = (who: Access) => who === "glass" || (typeof who === "object" && "own" in who);
const isOpen = (who: Access) => who === "anybody" || who === "self";

function refusalAt({ isKeptOut }: Side, { path, who, isPage }: Door, holder: Holder): string {
  if (isPage) return holder.ctx === null || who === "step" ? "to /sign-in" : "404";
  if (who === "nobody") return isKeptOut(path, holder) ? "401 signed-out" : "404 not-found";
  if (holder.ctx === null || who === "program") return "401 signed-out";
  if (isKeptOut(path, holder)) return "404 not-found";
  return typeof who === "object" && "own" in who ? `404 ${who.own}-not-found` : "403 not-allowed";
}

function doorCell(side: Side, door: Door, holder: Holder, things: Things, ownerId: string): Cell {
  return {
    what: `${holder.name} at ${door.method} ${door.path}`,
    expected: allows(door.who, holder, ownerId) ? (door.answer ?? "in") : refusalAt(side, door, holder),
    found: () => tryDoor(side.server, door.path, holder, things, door),
  };
}

/** Every action of the build with its row. */
const rows = builtActions().flatMap((action) => {
  const row = actions[action.name];
  return row === undefined ? [] : [{ action, row }]; // told of by the first test
});

function refusedAction({ isKeptOut }: Side, { page }: BuiltAction, { who }: ActionRow, holder: Holder): string {
  if (isKeptOut(page, holder)) return holder.ctx === null ? "to /sign-in" : "404 not-found";
  if (who === "step") return "step-expired";
  if (holder.ctx === null) return "signed-out";
  return typeof who === "object" && "own" in who ? `${who.own}-not-found` : "not-allowed";
}

test("who has no session comes in nowhere but where anybody may", async () => {
  const tries = people.nobodies.flatMap((holder, index) =>
    doors
      // What is open to anybody is the same for all of them, and programs are tried at their own doors below.
      .filter(({ who }) => (isOpen(who) ? index === 0 : who !== "program" || !("authorization" in holder.headers)))
      .map((door) => ({ holder, door })),
  );
  await expectAll((side) => tries.map(({ holder, door }) => doorCell(side, door, holder, holder.things, "")));
});

test("each role comes in exactly where the policy says, the owner alone to what is theirs, and no session to the API", async () => {
  const { owner, others, watcher } = people;
  const tries = [
    ...others.flatMap((holder) => doors.filter(({ who }) => !isOpen(who)).map((door) => ({ holder, door }))),
    // One for all where anybody may; where it is about one thing, also its owner, and who broke the glass for it.
    ...doors.filter(({ who }) => isOpen(who) || isAboutOne(who)).map((door) => ({ holder: owner, door })),
    ...doors.filter(({ who }) => isAboutOne(who)).map((door) => ({ holder: watcher, door })),
  ];
  await expectAll((side) =>
    tries.map(({ holder, door }) => doorCell(side, door, holder, owner.things, owner.ctx.actor.id)),
  );
});

test("who has no session does nothing but what anybody may, with an input that would work", async () => {
  const tries = people.nobodies.flatMap((holder, index) =>
    rows.filter(({ row }) => index === 0 || !isOpen(row.who)).map((of) => ({ holder, ...of })),
  );
  await expectAll((side) =>
    tries.map(({ holder, action, row }) => ({
      what: `${holder.name} at ${action.name}`,
      expected: isOpen(row.who) ? row.answer : refusedAction(side, action, row, holder),
      found: () => tryAction(side.server, action, row, holder, holder.things),
    })),
  );
});

test("no action does what the policy denies, or touches what is somebody else's, with an input that would work", async () => {
  const { owner, others, watcher } = people;
  const tries = [...others, watcher]
    .flatMap((holder) => rows.map((of) => ({ holder, ...of })))
    .filter(({ holder, row }) => !allows(row.who, holder, owner.ctx.actor.id));
  await expectAll((side) =>
    tries.map(({ holder, action, row }) => ({
      what: `${holder.name} at ${action.name}`,
      expected: refusedAction(side, action, row, holder),
      found: () => tryAction(side.server, action, row, holder, owner.things),
    })),
  );
});

test("every action does what it is for, for the owner and for whom the policy lets", async () => {
  const tries = rows
    .filter(({ row: { who } }) => !isOpen(who) && who !== "step")
    .flatMap((of) => {
      // An owner is somebody new each time: some of it cannot be done twice.
      const owner = of.row.who === "person" || isAboutOne(of.row.who) ? [null] : [];
      const staff = of.row.who === "person" ? [] : people.others.filter((holder) => allows(of.row.who, holder, ""));
      return [...owner, ...staff].map((doer) => ({ doer, ...of }));
    });
  await expectAll((side) =>
    tries.map(({ doer, action, row }) => ({
      what: `${doer?.name ?? "the owner"} at ${action.name}`,
      expected: row.answer,
      async found() {
        const fresh = await people.newPerson();
        return tryAction(side.server, action, row, doer ?? fresh, fresh.things);
      },
    })),
  );
});

test("a token opens the endpoints of its scopes, for what is its owner's, and no other", async () => {
  const { owner } = living;
  const tries = living.programs.flatMap((program) => programs.map((row) => ({ program, row })));
  await expectAll((side) =>
    tries.map(({ program, row }) => {
      const isAboutOne = row.path.includes("[") || row.scope === "conversation.write";
      const isForeign = isAboutOne && program.ctx !== owner.ctx;
      const thing = row.path.includes("[documentId]") ? "document" : "conversation";
      const isOutside = row.scope !== null && row.scope !== undefined && !program.holds.includes(row.scope);
      return {
        what: `${program.name} at ${row.method} ${row.path} (${row.scope})`,
        expected: isOutside ? "403 out-of-scope" : isForeign ? `404 ${thing}-not-found` : "in",
        found: () => tryDoor(side.server, row.path, program, people.newThings(owner), row),
      };
    }),
  );
});

test("a token that is no good opens no endpoint", async () => {
  const tries = dead.flatMap((program) => programs.map((row) => ({ program, row })));
  await expectAll((side) =>
    tries.map(({ program, row }) => ({
      what: `${program.name} at ${row.method} ${row.path}`,
      expected: "401 signed-out",
      found: () => tryDoor(side.server, row.path, program, program.things, row),
    })),
  );
});
