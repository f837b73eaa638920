import { z } from "zod";
import { type Endpoint, endpoints } from "./endpoints.ts";
import { Refusal } from "./schema.ts";

type Json = { [key: string]: unknown };

const refusals = {
  "400": "The input is not what it must be",
  "401": "No live token",
  "403":
    "The token's scopes or its owner's role do not allow it, the network is kept out, or the model may not receive what has this label",
  "404": "Not there, or not yours",
  "413": "The body is too large",
  "429": "Too many calls",
} as const;

const fileRefusals = {
  "415": "No file of this type is taken",
  "422": "The file is not taken; the code says why",
  "507": "There is no room for files",
} as const;

/** A body that is a file, as it is. */
const file = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };

/** The whole API as an OpenAPI 3.1 document, from the schemas that the handlers themselves use. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(name, endpoint as Endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "ConvoSphere",
      version,
      description: "What a program can do for you with an API token, made under Settings → API tokens.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "`cvs_api_…`" } },
      schemas: { Refusal: jsonSchema(Refusal, "output") },
    },
  };
}

function operation(name: string, endpoint: Endpoint): Json {
  const { summary, description, scopes, from, input, output, streams, takesFile, givesFile, path } = endpoint;
  const { properties, required, ...rest } = jsonSchema(input, "input") as {
    properties: Record<string, Json>;
    required?: string[];
  };
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key as string);
  const others = Object.keys(properties).filter((key) => !inPath.includes(key));
  const parameter = (key: string, place: "path" | "query") => ({
    ...{ name: key, in: place, required: place === "path" || (required?.includes(key) ?? false) },
    schema: properties[key],
  });
  const parameters = [
    ...inPath.map((key) => parameter(key, "path")),
    ...(from === "query" ? others.map((key) => parameter(key, "query")) : []),
  ];
  const body = {
    ...rest,
    properties: Object.fromEntries(others.map((key) => [key, properties[key]])),
    required: required?.filter((key) => others.includes(key)) ?? [],
  };
  return {
    operationId: name,
    summary,
    ...(description !== undefined && { description }),
    "x-scopes": scopes,
    ...(parameters.length > 0 && { parameters }),
    ...(from === "body" && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(takesFile && { requestBody: { required: true, content: file } }),
    responses: {
      ...(givesFile && {
        "200": { description: "The whole file", content: file },
        "206": { description: "The range that was asked for", content: file },
        "416": { description: "The range lies outside of the file" },
      }),
      ...(output === null
        ? !givesFile && { "204": { description: "Done" } }
        : {
            [takesFile ? "201" : "200"]: {
              description: "Done",
              content: {
                "application/json": { schema: jsonSchema(output, "output") },
                ...(streams && { "text/event-stream": { schema: { type: "string" } } }),
              },
            },
          }),
      ...Object.fromEntries(
        Object.entries({ ...refusals, ...(takesFile && fileRefusals) }).map(([status, text]) => [
          status,
          refused(status, text),
        ]),
      ),
    },
  };
}

function refused(status: string, description: string): Json {
  const whole = { schema: { type: "integer" } };
  return {
    description,
    ...(status === "429" && {
      headers: {
        "Retry-After": whole,
        "RateLimit-Limit": whole,
        "RateLimit-Remaining": whole,
        "RateLimit-Reset": whole,
      },
    }),
    content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } },
  };
}

/** Formats say it in one word where zod's patterns take a line. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema: made }) => {
      if (made.format !== undefined) delete made.pattern;
    },
  });
  return json;
}
