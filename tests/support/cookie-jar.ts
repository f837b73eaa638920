/** A browser's cookies of one origin, as far as tests need them. */
export function cookieJar() {
  const cookies = new Map<string, string>();
  return {
    take(response: Response): Response {
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
    get header() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    has: (name: string) => cookies.has(name),
    get: (name: string) => cookies.get(name),
    copy() {
      const other = cookieJar();
      for (const [name, value] of cookies) other.set(name, value);
      return other;
    },
    set: (name: string, value: string) => void cookies.set(name, value),
  };
}
