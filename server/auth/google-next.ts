/** A path goes into a cookie, which has an end. */
const LONGEST = 1000;

const HERE = "http://here.invalid";

/**
 * Where to go on: a path of this service and nothing else. It is read as a browser reads it, because a browser takes
 * `/\x.org`, `/<tab>/x.org` and `/.//x.org` for the address of another site.
 */
export function localPath(asked: string | null): string {
  if (!asked?.startsWith("/") || !URL.canParse(asked, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, HERE);
  const path = pathname + search + hash;
  return origin === HERE && !path.startsWith("//") && path.length <= LONGEST ? path : "/";
}
