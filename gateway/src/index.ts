export type GatewayApi = never
