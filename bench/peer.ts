import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { medianOf } from "./median.ts";

/** Our training step beside the peer's, from fresh processes in turn. */
export interface PeerRatio {
  readonly variant: string;
  readonly batch: number;
  readonly length: number;
  /** Medians over all rounds. */
  readonly ourMs: number;
  readonly peerMs: number;
  /** Peer's time over ours: of the medians, of the fastest samples, and round by round. */
  readonly times: number;
  readonly timesFastest: number;
  readonly timesByRound: readonly number[];
  /** Our peak resident memory over the peer's. */
  readonly memory: number;
  readonly ourMiB: number;
  readonly peerMiB: number;
}

interface Line {
  readonly stepMs: number;
  readonly samples: readonly number[];
  readonly peakRssMiB: number;
}

/** Options as the peer has them, where those are not the defaults. */
const alike: Readonly<Record<string, object>> = {
  local: { block: 64, neighbours: 1 },
  nystromformer: { conv_kernel_size: 0 },
};

const script = fileURLToPath(new URL("step.js", import.meta.url));

/** `peer` is the command that takes `--variant --batch --length --steps --threads` and prints one JSON line. */
export function benchPeer(
  peer: readonly string[],
  { rounds, ...size }: { variant: string; batch: number; length: number; rounds: number },
): PeerRatio {
  const flags = Object.entries({ ...size, steps: 6, threads: 2 });
  const args = flags.flatMap(([flag, value]) => [`--${flag}`, String(value)]);
  const options = JSON.stringify(alike[size.variant] ?? {});
  const pairs = Array.from({ length: rounds }, () => ({
    ours: lineOf([process.execPath, script, ...args, "--options", options]),
    peers: lineOf([...peer, ...args]),
  }));
  const ours = pairs.flatMap((pair) => pair.ours.samples);
  const peers = pairs.flatMap((pair) => pair.peers.samples);
  const most = (lines: readonly Line[]) => Math.max(...lines.map((line) => line.peakRssMiB));
  const [ourMiB, peerMiB] = [most(pairs.map((p) => p.ours)), most(pairs.map((p) => p.peers))];
  return {
    ...size,
    ourMs: medianOf(ours),
    peerMs: medianOf(peers),
    times: medianOf(peers) / medianOf(ours),
    timesFastest: Math.min(...peers) / Math.min(...ours),
    timesByRound: pairs.map((pair) => pair.peers.stepMs / pair.ours.stepMs),
    memory: ourMiB / peerMiB,
    ourMiB,
    peerMiB,
  };
}

function lineOf([command, ...args]: readonly string[]): Line {
  const { status, stdout, stderr } = spawnSync(command!, args, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")}: exited with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Line;
}
