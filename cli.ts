#!/usr/bin/env node
import { failureOf } from "./cli/failure.ts";
import { program } from "./cli/program.ts";

// `lra list variants | head -1` closes the pipe early: that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

const lra = program();
try {
  await lra.parseAsync();
} catch (error) {
  const { text, code } = failureOf(error, lra.opts().debug === true);
  process.stderr.write(text);
  process.exitCode = code;
}
