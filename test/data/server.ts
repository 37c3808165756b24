import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Habits {
  /** Of each answer in turn, after how many bytes the connection breaks; Infinity for one that ends well. */
  readonly breaks?: readonly number[];
  /** Whether parts are sent when they are asked for. */
  readonly hasRanges?: boolean;
  /** Of each answer in turn, which file it is of. */
  readonly etags?: readonly string[];
  /** Of each answer in turn, whether it stops after the bytes of `breaks` but the connection stays. */
  readonly stalls?: readonly boolean[];
  /** Of each answer in turn, a status that it gives instead of the file. */
  readonly statuses?: readonly (number | null)[];
}

/** A server of one file on this machine, gone after the test, with the ranges that it was asked for. */
export async function serve(content: Buffer, habits: Habits = {}) {
  const asked: (string | undefined)[] = [];
  const { breaks = [], hasRanges = true, etags = [], stalls = [], statuses = [] } = habits;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const turn = asked.length;
    asked.push(request.headers.range);
    const status = request.url === "/data/set.tar.gz" ? statuses[turn] : 404;
    if (status) {
      response.writeHead(status).end();
      return;
    }
    const etag = `"${etags[turn] ?? etags.at(-1) ?? "a"}"`;
    const isPart = hasRanges && request.headers["if-range"] === etag;
    const start = isPart ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1]) : 0;
    if (isPart && start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const body = content.subarray(start);
    response.writeHead(isPart ? 206 : 200, {
      ETag: etag,
      "Content-Length": body.length,
      ...(isPart
        ? { "Content-Range": `bytes ${start}-${content.length - 1}/${content.length}` }
        : {}),
    });
    const end = breaks[turn] ?? Number.POSITIVE_INFINITY;
    if (end >= body.length) response.end(body);
    else {
      const leave = () => (stalls[turn] ? undefined : response.socket?.destroy());
      response.write(body.subarray(0, end), leave);
    }
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/data/set.tar.gz` };
}
