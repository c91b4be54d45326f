/** An RFC 9457 answer. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
}

/** Makes an RFC 9457 answer. */
export function problem(status: number, title: string, detail?: string): Problem {
  return { title, status, ...(detail && { detail }) };
}
