/** A die that falls the same way for the same number, so that a history can be shrunk. */
export function dieOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Puts a list into an order that a die says, in place. */
export function shuffle(list: unknown[], random: () => number): void {
  for (let n = list.length - 1; n > 0; n--) {
    const m = Math.floor(random() * (n + 1));
    [list[n], list[m]] = [list[m], list[n]];
  }
}
