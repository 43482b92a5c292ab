// Whether the process in this container lives; asked by Docker, answered by the exit code.
const port = process.env.TIERLINE_PORT || '4620'
try {
  const reply = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) })
  if (!reply.ok) throw new Error(`GET /healthz: found ${reply.status}, expected 200`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
