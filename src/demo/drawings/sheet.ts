/** A sheet being printed: flat shapes of ink laid over each other, some kept inside an edge. */
export class Sheet {
  private parts: string[] = [];
  private edges: string[] = [];

  constructor(private readonly width: number, private readonly height: number, paper: string) {
    this.ink(`M0 0H${width}V${height}H0Z`, paper);
  }

  /** Prints a shape. @param within outline outside of which nothing is printed */
  ink(d: string, colour: string, within?: string): this {
    const clip = within ? ` clip-path="url(#e${this.edge(within)})"` : '';
    this.parts.push(`<path d="${d}" fill="${colour}"${clip}/>`);
    return this;
  }

  private edge(d: string): number {
    const known = this.edges.indexOf(d);
    return known >= 0 ? known : this.edges.push(d) - 1;
  }

  svg(): string {
    const edges = this.edges.map((d, i) => `<clipPath id="e${i}"><path d="${d}"/></clipPath>`).join('');
    const { width, height } = this;
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${edges}</defs>${this.parts.join('')}</svg>`;
  }
}
