/** Keeps one core busy and idle in turn, a random while each, until it is killed: the neighbour that measuring must bear. */
const longestMs = 3000;

function spin(): void {
  const end = performance.now() + Math.random() * longestMs;
  while (performance.now() < end);
  setTimeout(spin, Math.random() * longestMs);
}

spin();
