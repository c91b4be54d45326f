import fc from 'fast-check';
import { csvLine } from './csv.js';

describe('A line of CSV', () => {
  it.each([
    [['Ruth', 'Calder'], 'Ruth,Calder\r\n'], [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'], [[null, 5, -5], ',5,-5\r\n'],
    [['=1+1'], '"\'=1+1"\r\n'], [['+44'], '"\'+44"\r\n'], [['-1'], '"\'-1"\r\n'], [['@x'], '"\'@x"\r\n'], [['\t=x'], '"\'\t=x"\r\n'], [['\r=x'], '"\'\r=x"\r\n'], [['  =x'], '"\'  =x"\r\n'], [['＝x'], '"\'＝x"\r\n'],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it('never begins a cell as a formula does, and gives back what was put in', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', 'x', '\'') }), { minLength: 1, maxLength: 4 }), (cells) => {
      const read = parse(csvLine(cells));
      expect(read).toHaveLength(cells.length);
      read.forEach((text, n) => {
        expect(text).not.toMatch(/^[=+\-@\t\r]/);
        expect([cells[n], `'${cells[n]}`]).toContain(text);
      });
    }));
  });
});

/** RFC 4180, read. */
function parse(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, bare, end] of line.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') break;
  }
  return cells;
}
