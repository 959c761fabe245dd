// The package brings no types; this is the part of it that the demo VNeID uses.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Interaction = { uid: string; prompt: { name: string } }
  type Grant = { addOIDCScope: (scopes: string) => void; save: () => Promise<string> }
  type ProviderContext = {
    type: string
    body: string
    oidc: {
      provider: Provider
      client: { clientId: string }
      session: { accountId: string }
    }
  }

  class Provider {
    constructor(issuer: string, configuration: object)
    proxy: boolean
    Grant: new (owner: {
      clientId: string
      accountId: string
    }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionResult(request: IncomingMessage, response: ServerResponse, result: object): Promise<string>
    on(event: string, listener: (context: unknown, error: Error) => void): void
  }
  export default Provider
  export type { Provider, ProviderContext }
}
