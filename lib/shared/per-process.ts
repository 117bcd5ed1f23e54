const everywhere = globalThis as typeof globalThis & { rampart?: Map<string, unknown> };
const values = everywhere.rampart ?? new Map<string, unknown>();
everywhere.rampart = values;

/**
 * The one value of that name in this process, made when it is first asked for. A variable of a module is not enough:
 * Next evaluates a module once for pages, once for routes, and again at every reload in development.
 */
export function perProcess<T>(name: string, make: () => T): T {
  if (!values.has(name)) values.set(name, make());
  return values.get(name) as T;
}

/** Takes the value away, to be closed; the next one to ask makes another. */
export function takePerProcess<T>(name: string): T | undefined {
  const value = values.get(name) as T | undefined;
  values.delete(name);
  return value;
}
