import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import { createBoard } from './board.ts'
import { BoardQuery } from './board-model.ts'

/** Where everybody is on a day. */
export function boardRoutes({ base, booking }: Context) {
  const board = createBoard(booking)
  return new Elysia({ normalize: false })
    .use(base)
    .get('/board', ({ query }) => board(query), { permit: 'board.read', query: BoardQuery })
}
