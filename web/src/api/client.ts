import { type Treaty, treaty } from '@elysiajs/eden'
import type { GatewayApi } from '@wardline/gateway/api'
import { t } from '../language/t.ts'
import { ApiError, toApiError } from './problem.ts'
import { browserSession } from './session.ts'

export const session = browserSession()

const signedOut = new ApiError({
  title: 'Unauthorized',
  status: 401,
  detail: t('problems.unauthenticated'),
  kind: 'unauthenticated',
})

/** `fetch` as the person signed in; a token that was refused is renewed once. Never sent as somebody else than asked. */
export async function authorisedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const asker = session.user?.id
  const send = async (token: string | null) => {
    if (session.user?.id !== asker) throw signedOut
    const headers = new Headers(init.headers)
    if (token) headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers })
  }
  const token = await session.token()
  const response = await send(token)
  if (response.status !== 401 || !token) return response
  const renewed = await session.token(token)
  return renewed ? send(renewed) : response
}

export const api: Treaty.Create<GatewayApi> = treaty<GatewayApi>(location.origin, {
  parseDate: false,
  fetcher: authorisedFetch as typeof fetch,
})

interface Answered<Data> {
  data: Data
  error: null
}
interface Refused {
  data: null
  error: { status: unknown; value: unknown }
}

/** The data of a call, or an ApiError thrown: what react-query and the forms expect. */
export async function unwrap<Data>(call: Promise<Answered<Data> | Refused>): Promise<Data> {
  const { data, error } = await call
  if (error) throw toApiError(error.value)
  return data as Data
}
