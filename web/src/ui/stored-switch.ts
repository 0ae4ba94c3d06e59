import { createStore } from './store.ts'

/** Something that is on or off on this computer, for all its tabs, whoever sits down at it. */
export function storedSwitch(key: string, first: boolean) {
  const inBrowser = typeof localStorage !== 'undefined'
  const read = () => ((inBrowser && localStorage.getItem(key)) || (first ? 'on' : 'off')) === 'on'
  const store = createStore(read())
  if (inBrowser) window.addEventListener('storage', (event) => event.key === key && store.set(read()))
  return {
    get: store.get,
    use: store.use,
    set(isOn: boolean): void {
      localStorage.setItem(key, isOn ? 'on' : 'off')
      store.set(isOn)
    },
  }
}
