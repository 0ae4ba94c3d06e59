import type { Part } from '../catalogue.ts'

export default {} satisfies Part<'users'>
