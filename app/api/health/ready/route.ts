import { checkReadiness } from "#lib/platform/health.ts";

/** Whether this process can serve, part by part; 503 when not. For load balancers and for people. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
