import maxmind, { type CountryResponse, type Reader } from "maxmind";
import { env } from "./env.ts";
import { processState } from "./process-state.ts";
import { StartupError } from "./startup-error.ts";

type Places = Reader<CountryResponse> | null;

/** Opens the database of places, if one is configured. Throws {@link StartupError} when it cannot be read. */
export function openPlaces(): Promise<Places> {
  return processState("places", async (): Promise<Places> => {
    const { geoipFile } = env();
    if (geoipFile === null) return null;
    try {
      return await maxmind.open<CountryResponse>(geoipFile);
    } catch (cause) {
      throw new StartupError(`GEOIP_FILE names no MaxMind database that can be read: ${geoipFile}`, { cause });
    }
  });
}

/** The country of an address as its ISO 3166-1 code; null where it is not known, or no database is configured. */
export async function countryOf(address: string | null): Promise<string | null> {
  const places = await openPlaces();
  if (places === null || address === null || !maxmind.validate(address)) return null;
  return places.get(address)?.country?.iso_code ?? null;
}

/** The name of a country, in a language: "Germany", "Deutschland". */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}
