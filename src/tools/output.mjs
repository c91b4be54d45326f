import { createWriteStream, renameSync, statSync } from 'node:fs';

const LOG_BYTES = 20_000_000;
// What is looked for before a line is worth parsing; everything else only passes through.
const WORTH_READING = /"(?:level":(?:50|60)|msg":"ready"|say":)/;

/**
 * Takes a child's JSON log lines: all of them go to a file (or, in production, to our own output for whoever collects
 * it), and the few that are for people are handed on.
 * @param {object} options
 * @param {string | null} options.file null: our own output
 * @param {(line: object) => void} options.onLine told each line that is ready, wants to be said, or is an error
 * @param {(sentence: string) => void} options.say
 * @returns {(chunk: Buffer) => void}
 */
export function readLog({ file, onLine, say }) {
  const out = file ? openLog(file, say) : process.stdout;
  let rest = '';
  return (chunk) => {
    out.write(chunk);
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!WORTH_READING.test(line)) continue;
      const parsed = parse(line);
      if (parsed) onLine(parsed);
    }
  };
}

function openLog(file, say) {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  stream.on('error', (error) => say(`The log ${file} cannot be written (${error.code}).`));
  return stream;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
