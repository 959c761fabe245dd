import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Component, type ComponentType, lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { Problem } from './call.ts'
import { Button } from './controls/button.tsx'
import { LanguageProvider, useWords } from './language.tsx'
import { type Contribution, type Place, placesOf, type Screen, screensOf, type Tool, toolsOf } from './screens.ts'
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
            <Screens house={house} />
          </Router>
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>
  )
}

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without a line a question fails at once and says so, and what was seen before stays in sight.
      networkMode: 'always',
      gcTime: 86_400_000,
      // A no of the server stays a no; only the line is worth a second try.
      retry: (tries, error) => tries < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500)
    }
  }
})

const lazyScreens = new WeakMap<Screen, ComponentType>()

function lazyScreen(screen: Screen): ComponentType {
  const known = lazyScreens.get(screen) ?? lazy(() => screen.load().then((loaded) => ({ default: loaded })))
  lazyScreens.set(screen, known)
  return known
}

function Screens({ house: { contributions, Frame, Missing, Empty } }: { house: House }) {
  const screens = screensOf(contributions)
  return (
    <Frame places={placesOf(contributions)} tools={toolsOf(contributions)}>
      {contributions.map(({ Strip, places, screens: own }) => Strip && <Strip key={(places[0] ?? own[0])?.path} />)}
      <KeepStanding>
        <Suspense fallback={<Opening />}>
          <Switch>
            {screens.map((screen) => (
              <Route key={screen.path} path={screen.path} component={lazyScreen(screen)} />
            ))}
            <Route>{screens.length > 0 ? <Missing /> : <Empty />}</Route>
          </Switch>
        </Suspense>
      </KeepStanding>
    </Frame>
  )
}

function Opening() {
  const t = useWords()
  return <output className="opening muted">{t('page.loading')}</output>
}

/** What broke in one screen leaves the way out standing. The commonest cause is a new edition of the app: its old files are gone. */
class KeepStanding extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError = () => ({ broken: true })
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const t = useWords()
  return (
    <main className="page stack" role="alert">
      <h1>{t('page.broken.title')}</h1>
      <p>{t('page.broken')}</p>
      <div>
        <Button look="main" onClick={() => location.reload()}>
          {t('page.reload')}
        </Button>
      </div>
    </main>
  )
}
