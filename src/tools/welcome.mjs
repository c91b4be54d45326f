/**
 * What the screen says when the app is ready.
 * @param {object} about
 * @param {object} about.line the app's own ready line: `url`, `demoLogins` ({ name, email, password, what }[]),
 *   `setup` of an install that is empty
 * @param {string} about.address where people reach the app, if the line does not say
 * @param {boolean} about.demo whether the demo world exists
 * @param {{ url: string } | null} about.stripe the sandbox, if it runs
 * @param {string | null} about.folder DATA_DIR, if a local database lives there
 * @param {string | null} about.log
 * @param {boolean} about.mailbox whether mail stays in the local mailbox
 */
export function welcome({ line, address, demo, stripe, folder, log, mailbox }) {
  const url = line.url ?? address;
  const facts = [
    demo && mailbox && ['Mail', `${url}/dev/mail (nothing is sent)`],
    stripe && ['Payments', `${stripe.url.replace('127.0.0.1', 'localhost')} (a local sandbox, no real money)`],
    folder && ['Data', folder],
    log && ['Log', log],
  ].filter(Boolean);
  const logins = (line.demoLogins ?? []).map(({ email, password, what, name }) => [email, `${password}  ${what ?? name}`]);
  const setup = line.setup ? ['', 'Nobody is here yet. Make yourself the operator (once, within an hour):', `  ${line.setup}`] : [];
  return [
    '',
    `Thousand is at ${url}`,
    ...(logins.length > 0 ? ['', 'Sign in as', ...table(logins)] : []),
    ...setup,
    ...(facts.length > 0 ? ['', ...table(facts)] : []),
    '',
    'Ctrl-C stops it all.',
    '',
  ].join('\n');
}

function table(rows) {
  const width = Math.max(...rows.map(([first]) => first.length)) + 2;
  return rows.map(([first, second]) => `  ${first.padEnd(width)}${second}`);
}
