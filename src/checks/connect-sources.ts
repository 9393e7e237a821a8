/**
 * What a policy says about connections (Content Security Policy Level 3, section 6.1.2 `connect-src`);
 * no sources where it says nothing.
 */
export function connectSources(policy: string): {
  readonly name: string;
  readonly sources: readonly string[] | undefined;
} {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(/[;,]/)) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    // The first one of a name counts (section 2.2.1).
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  const name = directives.has('connect-src') ? 'connect-src' : 'default-src';
  return { name, sources: directives.get(name) };
}

/** Whether a policy that speaks of connections has no room for WebSockets. */
export function forbidsSockets(name: string, sources: readonly string[]): boolean {
  return !sources.some(allows) && !isOfService(name, sources);
}

/** A source that stands for WebSockets. One that names a host of its own may be the one that is meant. */
function allows(source: string): boolean {
  return /^(?:'self'|\*|wss?:.*)$/i.test(source);
}

/** `default-src 'none'` is what services say that have no pages. */
function isOfService(name: string, sources: readonly string[]): boolean {
  return name === 'default-src' && sources.join().toLowerCase() === "'none'";
}
