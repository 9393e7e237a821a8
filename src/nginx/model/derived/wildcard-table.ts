/**
 * Keys of nginx's `ngx_hash_combined`: exact ones, `*.example.com` and `.example.com`, `www.example.*`,
 * tried in this order; of the latter two kinds the longest key wins. Everything is in lower case.
 */
export class WildcardTable<T> {
  private readonly exact = new Map<string, T>();
  // By what stands behind the `*.` or the first dot. A key of one kind stands against one of the other.
  private readonly heads = new Map<string, { readonly withItself: boolean; readonly value: T }>();
  private readonly tails = new Map<string, T>();

  /** Adds a key without wildcards. Of two that are the same, the first one stays. */
  addExact(key: string, value: T): void {
    if (!this.exact.has(key)) this.exact.set(key, value);
  }

  /** Adds a key that may be a wildcard. One that nginx refuses is left out. */
  add(key: string, value: T): void {
    if (key.split('*').length > 2 || key.includes('..')) return;
    if (key.length > 1 && key.startsWith('.')) this.addHead(key.slice(1), true, value);
    else if (key.length > 2 && key.startsWith('*.')) this.addHead(key.slice(2), false, value);
    else if (key.length > 2 && key.endsWith('.*')) this.addTail(key.slice(0, -2), value);
    else if (!key.includes('*')) this.addExact(key, value);
  }

  find(name: string): T | undefined {
    return this.exact.get(name) ?? this.findHead(name) ?? this.findTail(name);
  }

  private addHead(key: string, withItself: boolean, value: T): void {
    if (this.heads.has(key) || (withItself && this.exact.has(key))) return;
    this.heads.set(key, { withItself, value });
  }

  private addTail(key: string, value: T): void {
    if (!this.tails.has(key)) this.tails.set(key, value);
  }

  private findHead(name: string): T | undefined {
    if (this.heads.size === 0) return undefined;
    const itself = this.heads.get(name);
    if (itself?.withItself) return itself.value;
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      const found = this.heads.get(name.slice(dot + 1));
      if (found !== undefined) return found.value;
    }
    return undefined;
  }

  private findTail(name: string): T | undefined {
    if (this.tails.size === 0) return undefined;
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const found = this.tails.get(name.slice(0, dot));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
