import { medianOf } from "./median.ts";
import { ours as ourProgram, type StepSize, type TimedSteps, timed } from "./timed.ts";

/** Our training step beside the peer's, from fresh processes in turn. */
export interface PeerRatio extends StepSize {
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

/** Options as the peer has them, where those are not the defaults. */
const alike: Readonly<Record<string, object>> = {
  local: { block: 64, neighbours: 1 },
  nystromformer: { conv_kernel_size: 0 },
};

/** `peer` is the command that takes `--variant --batch --length --steps --threads` and prints one JSON line. */
export function benchPeer(
  peer: readonly string[],
  { rounds, ...size }: StepSize & { readonly rounds: number },
): PeerRatio {
  const options = JSON.stringify(alike[size.variant] ?? {});
  const pairs = Array.from({ length: rounds }, () => ({
    ours: timed(ourProgram, size, { options }),
    peers: timed(peer, size),
  }));
  const ours = pairs.flatMap((pair) => pair.ours.samples);
  const peers = pairs.flatMap((pair) => pair.peers.samples);
  const most = (lines: readonly TimedSteps[]) => Math.max(...lines.map((line) => line.peakRssMiB));
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
