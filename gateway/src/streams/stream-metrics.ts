import { Counter, Gauge, type Registry } from 'prom-client'
import type { Pool } from './pace-pool.ts'
import type { Places } from './stream-places.ts'

/** What there is of streams beyond those that are open: connections that hold a place, those refused one, and what waits for readers. */
export function measureStreams(registry: Registry, places: Places, pool: Pool): void {
  new Gauge({
    name: 'wardline_stream_places',
    help: 'Connections that count towards the limits of streams: open, signing in, or taking their last words',
    registers: [registry],
    collect() {
      this.set(places.size)
    },
  })
  new Counter({
    name: 'wardline_streams_refused_total',
    help: 'Streams refused, by kind of problem',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [kind, count] of Object.entries(places.refused)) this.inc({ kind }, count)
    },
  })
  new Gauge({
    name: 'wardline_stream_bytes_waiting',
    help: 'Bytes that readers have not taken yet',
    registers: [registry],
    collect() {
      this.set(pool.waiting)
    },
  })
}
