/** The address of the question before what is for adults; it leads back to where somebody was going. */
export function asking(page: string, next: string): string {
  return `${page}/adult?next=${encodeURIComponent(next)}`;
}
