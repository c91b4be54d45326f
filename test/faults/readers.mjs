// Many people with a page open: keep-alive connections, each of which reads it now and then. Prints what they saw as JSON.
import { connect } from 'node:net';

const [port, path, wanted, seconds, aSecond] = process.argv.slice(2).map((word) => (/^\d+$/.test(word) ? Number(word) : word));
const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: keep-alive\r\n\r\n`;
const END = Buffer.from('</html>');
const latencies = [];
const sockets = [];
let errors = 0;
let stopping = false;

for (let opened = 0; opened < wanted; opened += 200) {
  await Promise.all(Array.from({ length: Math.min(200, wanted - opened) }, open));
}
process.stdout.write(`${JSON.stringify({ open: sockets.length })}\n`);
const every = 20;
const perTick = (aSecond * every) / 1000;
const until = performance.now() + seconds * 1000;
let owed = 0;
const timer = setInterval(() => {
  for (owed += perTick; owed >= 1; owed -= 1) ask(sockets[Math.floor(Math.random() * sockets.length)]);
  if (performance.now() > until) finish();
}, every);

function open() {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => { sockets.push(socket); done(); });
    socket.since = 0;
    socket.on('error', () => { errors += stopping ? 0 : 1; done(); });
    socket.on('close', () => { if (socket.since && !stopping) errors += 1; });
    socket.on('data', (chunk) => {
      if (!socket.status) {
        socket.status = chunk.subarray(9, 12).toString();
        if (socket.status !== '200') errors += 1;
      }
      if (chunk.indexOf(END) < 0 && socket.status === '200') return;
      latencies.push(performance.now() - socket.since);
      socket.since = 0;
    });
  });
}

function ask(socket) {
  if (!socket || socket.since || socket.destroyed) return;
  socket.since = performance.now();
  socket.status = '';
  socket.write(request);
}

function finish() {
  clearInterval(timer);
  stopping = true;
  const left = sockets.filter((socket) => !socket.destroyed).length;
  latencies.sort((a, b) => a - b);
  const at = (share) => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 10) / 10;
  process.stdout.write(`${JSON.stringify({ open: left, answers: latencies.length, errors, p50: at(0.5), p99: at(0.99), max: at(0.9999) })}\n`, () => process.exit(0));
}
