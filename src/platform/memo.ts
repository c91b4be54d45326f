/** Keeps what was worked out for a key. Once it holds `size` values it forgets them all, so that it never grows. */
export class Memo<V> {
  private readonly known = new Map<string, V>();

  constructor(private readonly size: number) {}

  /** @param make works the value out; what it throws is not kept */
  get(key: string, make: () => V): V {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.known.size >= this.size) this.known.clear();
    this.known.set(key, made);
    return made;
  }
}
