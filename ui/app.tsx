import { QueryCache, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { Component, type ComponentType, type ReactNode, StrictMode, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch, useLocation } from 'wouter'
import { isClosed, Problem } from './call.ts'
import { fetchedLater, ReloadOrAgain } from './fetched-later.tsx'
import { LanguageProvider, useWords } from './language.tsx'
import { useOnline } from './network.ts'
import { PartsProvider } from './parts.tsx'
import {
  type Contribution,
  partsOf,
  type Place,
  placesOf,
  type Screen,
  screensOf,
  type Tool,
  toolsOf
} from './screens.ts'
import { prepareHouse } from './theme.ts'

/** How a house is furnished: what stands around a screen, and what stands where no module has one. */
export type House = {
  name: 'citizen' | 'staff'
  /** The path it is served under, without a slash at the end. */
  base: string
  contributions: Contribution[]
  Frame: ComponentType<{ places: Place[]; tools: Tool[]; children: ReactNode }>
  Missing: ComponentType
  Empty: ComponentType
  /** Fetches the code of every screen as soon as there is time: the line may be gone when one is first opened. */
  fetchesAhead?: boolean
  /** What must be there before the first screen is drawn. */
  prepare?: (queries: QueryClient) => Promise<void>
}

/** Draws a web app: the only thing its main.tsx does. */
export function startApp(house: House): void {
  prepareHouse(house.name)
  void Promise.resolve(house.prepare?.(queryClient)).then(() => draw(house))
}

function draw(house: House): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={queryClient}>
          <Router base={house.base}>
            <PartsProvider parts={partsOf(house.contributions)}>
              <Screens house={house} />
            </PartsProvider>
          </Router>
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>
  )
}

const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // What was open to who asks, and is no more, does not stay in sight as if only the news were missing.
      if (isClosed(error)) query.setState({ data: undefined, dataUpdatedAt: 0 })
    }
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without a line a question fails at once and says so, and what was seen before stays in sight.
      networkMode: 'always',
      gcTime: 86_400_000,
      // A no of the server stays a no, and whoever was slow was waited for; only the line is worth a second try.
      retry: (tries, error) =>
        tries < 2 && error instanceof Problem && error.code !== 'slow' && (error.status === 0 || error.status >= 500)
    }
  }
})

const laterScreens = new WeakMap<Screen, ComponentType>()

function laterScreen(screen: Screen): ComponentType {
  const known = laterScreens.get(screen) ?? fetchedLater(screen.load, AsScreen)
  laterScreens.set(screen, known)
  return known
}

/** Where a screen is on its way, it has no words of its own yet. */
const AsScreen = ({ children }: { children: ReactNode }) => <main className="page stack">{children}</main>

const idleMs = 2_000

/** What cannot be fetched now is fetched when its screen is opened. */
function useFetchingAhead(screens: Screen[], wanted: boolean | undefined): void {
  const all = useRef(screens)
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => {
      if (navigator.onLine) for (const screen of all.current) screen.load().catch(() => undefined)
    }, idleMs)
    return () => clearTimeout(timer)
  }, [wanted])
}

/** What failed while there was no line is asked again without anybody pressing. */
function useAskingAgain(): void {
  const queries = useQueryClient()
  const online = useOnline()
  const was = useRef(online)
  useEffect(() => {
    if (online && !was.current) void queries.refetchQueries({ type: 'active', stale: true })
    was.current = online
  }, [online, queries])
}

function Screens({ house: { contributions, Frame, Missing, Empty, fetchesAhead } }: { house: House }) {
  const screens = screensOf(contributions)
  const [path] = useLocation()
  useFetchingAhead(screens, fetchesAhead)
  useAskingAgain()
  return (
    <Frame places={placesOf(contributions)} tools={toolsOf(contributions)}>
      {contributions.map(({ Strip, places, screens: own }) => Strip && <Strip key={(places[0] ?? own[0])?.path} />)}
      <KeepStanding path={path}>
        <Switch>
          {screens.map((screen) => (
            <Route key={screen.path} path={screen.path} component={laterScreen(screen)} />
          ))}
          <Route>{screens.length > 0 ? <Missing /> : <Empty />}</Route>
        </Switch>
      </KeepStanding>
    </Frame>
  )
}

/** What broke in one screen leaves the way out standing. */
class KeepStanding extends Component<{ path: string; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false, at: this.props.path }
  static getDerivedStateFromError = () => ({ broken: true })
  static getDerivedStateFromProps = ({ path }: { path: string }, { at }: { at: string }) =>
    path === at ? null : { broken: false, at: path }
  override render() {
    return this.state.broken ? <Broken onAgain={() => this.setState({ broken: false })} /> : this.props.children
  }
}

function Broken({ onAgain }: { onAgain: () => void }) {
  const t = useWords()
  const online = useOnline()
  return (
    <main className="page stack" role="alert">
      <h1>{t(online ? 'page.broken.title' : 'wait.failed')}</h1>
      <p>{t(online ? 'page.broken' : 'wait.offline')}</p>
      <ReloadOrAgain reload={online} onAgain={onAgain} />
    </main>
  )
}
