import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Problem } from '../problem.mjs';
import { say } from '../terminal.mjs';
import type { Certificate } from './certificate';

/** How many ports are tried from the first one up. */
const TRIES = 50;

export type Listening = { server: Server; port: number; host: string; close(): Promise<void> };

/** Listens on the first free port from `first` up; port 0 takes any. With a certificate it speaks https. Rejects with a Problem. */
export async function listen(
  handler: RequestListener,
  first: number,
  host = '127.0.0.1',
  certificate: Certificate | null = null,
): Promise<Listening> {
  for (let port = first; port < first + TRIES && port <= 65535; port++) {
    const server = certificate ? createSecureServer(certificate, handler) : createServer(handler);
    if (!(await bind(server, port, host))) continue;
    const address = server.address() as AddressInfo;
    return { server, port: address.port, host, close: () => close(server) };
  }
  throw new Problem(`No port from ${first} to ${first + TRIES - 1} is free: name another with --port.`);
}

/** A browser keeps what it installed by address and port: a server that moved finds none of it again. */
export function sayPort(wanted: number, port: number): void {
  if (port !== wanted)
    say(`Port ${wanted} is taken, so this is port ${port}: browsers take it for another place.`);
}

/** False where the port is taken. */
function bind(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES')
        reject(new Problem(`Port ${port} may not be used: name another with --port.`));
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        reject(new Problem(`${host} is not an address of this machine: name another with --host.`));
      else reject(error);
    });
    server.listen(port, host, () => resolve(true));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
