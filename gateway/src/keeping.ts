import { Elysia } from 'elysia'

/** What says nothing of how long it may be kept is kept nowhere: it is data of patients, or leads to some. */
export const keptNowhere = new Elysia({ name: 'keeping' }).wrap((handle) => async (request: Request) => {
  const response = await handle(request)
  if (response instanceof Response && !response.headers.has('cache-control'))
    response.headers.set('cache-control', 'no-store')
  return response
})
