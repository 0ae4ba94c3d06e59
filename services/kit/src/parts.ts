export { type Part, parts, type Service, services } from '@wardline/db/parts'
